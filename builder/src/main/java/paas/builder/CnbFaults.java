package paas.builder;

import java.util.stream.Collectors;
import paas.builder.cnb.BuilderImage;
import paas.builder.fault.BuildFault;

/**
 * What the end of a lifecycle means to the user (buildpacks/spec, "Platform Interface", exit
 * codes).
 */
final class CnbFaults {
  private static final int NOT_DETECTED = 20;
  private static final int DETECT_ERRORS = 21;
  private static final int KILLED = 137;

  /** Exit codes from here to 59 are of the build phase, from 60 on of the export. */
  private static final int BUILD = 50;

  private static final int EXPORT = 60;
  private static final int AFTER_EXPORT = 70;
  private static final String LOOK = "Look at the lines above, fix the app, commit and push again.";

  private CnbFaults() {}

  static void check(BuildContainer.Exit exit, BuildRun run, BuilderImage builder)
      throws BuildFault {
    if (exit.code() == 0) {
      return;
    }
    if (exit.outOfMemory() || exit.code() == KILLED) {
      throw new BuildFault(
          "build",
          "The build was killed at " + (run.limits().memoryBytes() >> 20) + " MB of memory.",
          "Make the build need less, or raise its limit: PAAS_BUILD_MEMORY (MB) in the platform's settings.");
    }
    if (run.lines().lastContain("No space left on device")
        || run.lines().lastContain("no space left on device")) {
      throw DiskSpace.full("build");
    }
    throw other(exit.code(), builder);
  }

  static BuildFault tooLarge(BuildLimits limits, Exception origin) {
    return new BuildFault(
        "image",
        "The app is larger than " + (limits.imageBytes() >> 20) + " MB after its build.",
        "Leave out what it does not need at run time, then push again.",
        origin);
  }

  /** What a builder image wrote is not to be trusted more than what an app writes. */
  static BuildFault unusable(Exception origin) {
    return new BuildFault(
        "image",
        "The builder's lifecycle left no usable image: " + origin.getMessage() + ".",
        "Choose another builder image, or another version of it.",
        origin);
  }

  private static BuildFault other(int code, BuilderImage builder) {
    if (code == NOT_DETECTED || code == DETECT_ERRORS) {
      return new BuildFault(
          "detect",
          "None of the builder's buildpacks takes this app. It has: "
              + builder.buildpacks().stream()
                  .map(buildpack -> buildpack.id() + " " + buildpack.version())
                  .collect(Collectors.joining(", ")),
          "Add the files that one of them looks for, or choose another builder.");
    }
    if (code >= BUILD && code < EXPORT) {
      return new BuildFault("build", "A buildpack could not build the app.", LOOK);
    }
    if (code >= EXPORT && code < AFTER_EXPORT) {
      return new BuildFault("image", "The lifecycle could not write the app's image.", LOOK);
    }
    return new BuildFault(
        "build", "The builder's lifecycle ended with exit code " + code + ".", LOOK);
  }
}
