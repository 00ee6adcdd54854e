package paas.builder;

import java.util.stream.Collectors;
import paas.builder.fault.BuildFault;
import paas.builder.source.Source;

/** What the end of a build container means to the user. */
final class BuildpackFaults {
  private static final int NOT_DETECTED = 10;
  private static final int COMPILE = 11;
  private static final int RELEASE = 12;
  private static final int OUT_OF_MEMORY = 14;

  /** 128 + SIGKILL. Who stops a build is known before this is asked, so it was the kernel. */
  private static final int KILLED = 137;

  private BuildpackFaults() {}

  static void check(BuildContainer.Exit exit, BuildRun run, Source source) throws BuildFault {
    if (exit.code() == 0) {
      return;
    }
    if (exit.outOfMemory() || exit.code() == OUT_OF_MEMORY || exit.code() == KILLED) {
      throw outOfMemory(run.limits());
    }
    if (run.lines().lastContain("No space left on device")) {
      throw DiskSpace.full("build");
    }
    throw switch (exit.code()) {
      case NOT_DETECTED -> notDetected(source);
      case COMPILE -> failed("The buildpack could not build the app.");
      case RELEASE -> failed("The buildpack's release step failed.");
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

  private static BuildFault notDetected(Source source) {
    String roots = source.roots().stream().sorted().limit(12).collect(Collectors.joining(", "));
    return new BuildFault(
        "detect",
        "No buildpack recognises this app. Looked for Dockerfile; pom.xml or build.gradle (Java); go.mod (Go);"
            + " Cargo.toml (Rust); package.json or server.js (Node.js);"
            + " requirements.txt, pyproject.toml or *.py (Python); index.html (static files)."
            + " At the top of the repository: "
            + roots,
        "Add one of these files at the top of the repository, commit and push again.");
  }
}
