package paas.builder;

import java.util.List;

/**
 * How an app asks to be built; what it leaves open is found out from the source. {@code buildpacks}
 * are built-in names, git URLs with an optional {@code #ref}, or {@code .tgz} URLs, in the order
 * they run. {@code directory}, {@code dockerfile} and {@code procfile} are paths inside the source
 * ({@code directory} relative to its root, the others to the directory), {@code target} a stage of
 * the Dockerfile; empty means the usual one.
 */
public record BuildSettings(
    Choice choice,
    List<String> buildpacks,
    String directory,
    String dockerfile,
    String target,
    String procfile) {

  /** Nothing asked for: all of it is found out. */
  public static final BuildSettings AUTOMATIC =
      new BuildSettings(new Choice.Automatic(), List.of(), "", "", "", "");

  /** Copies the list. */
  public BuildSettings {
    buildpacks = List.copyOf(buildpacks);
  }

  /** The same with this list of buildpacks. */
  public BuildSettings withBuildpacks(List<String> list) {
    return new BuildSettings(choice, list, directory, dockerfile, target, procfile);
  }

  /** Which kind of builder the app's owner has set. */
  public sealed interface Choice {
    /** By what is set and what the source holds. */
    record Automatic() implements Choice {}

    /** The Dockerfile, whatever else there is. */
    record Dockerfile() implements Choice {}

    /** Classic buildpacks, even where there is a Dockerfile. */
    record Buildpacks() implements Choice {}

    /** Cloud Native Buildpacks, by this builder image on the local engine. */
    record CloudNative(String builderImage) implements Choice {}
  }
}
