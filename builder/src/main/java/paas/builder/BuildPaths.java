package paas.builder;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import paas.builder.fault.BuildFault;
import paas.builder.source.SourcePath;
import paas.builder.source.SourceView;

/** The paths of an app's build settings, read: where the app lies in its source, and two files. */
record BuildPaths(SourcePath directory, String dockerfile, String procfile) {
  private static final String DOCKERFILE = "Dockerfile";
  private static final String PROCFILE = "Procfile";

  /** A fault where a path could lead out of the source. */
  static BuildPaths of(BuildSettings settings) throws BuildFault {
    return new BuildPaths(
        SourcePath.parse("build directory", settings.directory()),
        file("Dockerfile path", settings.dockerfile(), DOCKERFILE),
        file("Procfile path", settings.procfile(), PROCFILE));
  }

  boolean usualProcfile() {
    return procfile.equals(PROCFILE);
  }

  SourceView view() {
    Set<String> files = new HashSet<>(Set.of(".dockerignore", BuilderChoice.LIST));
    files.addAll(List.of(BuilderChoice.PROJECT, procfile, dockerfile));
    files.add(dockerfile + ".dockerignore");
    return new SourceView(directory, files);
  }

  private static String file(String what, String set, String usual) throws BuildFault {
    SourcePath path = SourcePath.parse(what, set);
    return path.value().isEmpty() ? usual : path.value();
  }
}
