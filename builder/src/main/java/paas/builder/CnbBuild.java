package paas.builder;

import java.util.Optional;
import paas.builder.fault.BuildFault;
import paas.builder.source.Procfile;
import paas.builder.source.Source;

/** A build by the Cloud Native Buildpacks of a builder image. */
final class CnbBuild {
  /** The builder image is in the run's settings, or named by {@code projectToml}. */
  BuildResult.Built build(
      BuildRun run, Source source, Optional<byte[]> projectToml, Optional<Procfile> procfile)
      throws BuildFault {
    throw new BuildFault(
        "prepare",
        "This version of the platform does not run Cloud Native Buildpacks.",
        "Set the app's builder to buildpacks or Dockerfile, or take project.toml out, and push again.");
  }
}
