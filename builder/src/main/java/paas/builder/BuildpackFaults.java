package paas.builder;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import paas.builder.buildpack.Buildpack;
import paas.builder.fault.BuildFault;
import paas.builder.source.Source;

/** What the end of a build container means to the user. */
final class BuildpackFaults {
  private static final int NOT_DETECTED = 10;
  private static final int COMPILE = 11;
  private static final int RELEASE = 12;
  private static final int OUT_OF_MEMORY = 14;
  private static final int NOT_COMPATIBLE = 15;

  /** 128 + SIGKILL. Who stops a build is known before this is asked, so it was the kernel. */
  private static final int KILLED = 137;

  private final BuildRun run;
  private final Source source;
  private final List<String> signs;
  private final Optional<Buildpack> last;

  /**
   * {@code signs} are what the built-in buildpacks look for, {@code last} the one that ran last.
   */
  BuildpackFaults(BuildRun run, Source source, List<String> signs, Optional<Buildpack> last) {
    this.run = run;
    this.source = source;
    this.signs = signs;
    this.last = last;
  }

  void check(BuildContainer.Exit exit) throws BuildFault {
    if (exit.code() == 0) {
      return;
    }
    if (exit.outOfMemory() || exit.code() == OUT_OF_MEMORY || exit.code() == KILLED) {
      throw outOfMemory(run.limits());
    }
    if (run.lines().lastContain("No space left on device")) {
      throw DiskSpace.full("build");
    }
    String pack = last.map(Buildpack::name).orElse("");
    throw switch (exit.code()) {
      case NOT_DETECTED -> notDetected();
      case NOT_COMPATIBLE -> notCompatible(pack);
      case COMPILE -> failed("The buildpack " + pack + " could not build the app.");
      case RELEASE -> failed("The release step of the buildpack " + pack + " failed.");
      default -> failed("The build container ended with exit code " + exit.code() + ".");
    };
  }

  private static BuildFault outOfMemory(BuildLimits limits) {
    return new BuildFault(
        "build",
        "The build was killed at " + (limits.memoryBytes() >> 20) + " MB of memory.",
        "Make the build need less, or raise its limit: PAAS_BUILD_MEMORY (MB) in the platform's settings.");
  }

  private static BuildFault failed(String cause) {
    return new BuildFault(
        "build", cause, "Look at the lines above, fix the app, commit and push again.");
  }

  private static BuildFault notCompatible(String pack) {
    return new BuildFault(
        "detect",
        "The buildpack " + pack + " does not recognise the app.",
        "Look at what its detect said above; add what it looks for, or take it off the app's list.");
  }

  private BuildFault notDetected() {
    if (signs.isEmpty()) {
      return new BuildFault(
          "detect",
          "This platform has no built-in buildpacks: its folder of them is missing.",
          "Run bin/up on the server again, or name the app's buildpacks, or add a Dockerfile.");
    }
    String roots = source.roots().stream().sorted().limit(12).collect(Collectors.joining(", "));
    return new BuildFault(
        "detect",
        "No buildpack recognises this app. Looked for Dockerfile; "
            + String.join("; ", signs)
            + ". At the top of the repository: "
            + roots,
        "Add one of these files at the top of the repository, commit and push again.");
  }
}
