package paas.builder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/**
 * What BuildKit's errors mean to the user. {@code bound} says whether the build's memory is, {@code
 * hereDocument} is the line of the Dockerfile's first here-document.
 */
record DockerfileFaults(BuildLimits limits, boolean bound, Optional<Integer> hereDocument) {
  static final String FIX = "Look at the lines above, fix the Dockerfile, commit and push again.";

  static final String NO_REGISTRY =
      "Check its name. Where this server reaches no image registry, use  FROM paas/stack:debian13"
          + "  or load the image on the server (docker load).";

  private static final String PHASE = "Dockerfile";

  /** 128 + SIGKILL: what the kernel does to a process when memory is used up. */
  private static final String KILLED = "137";

  private static final Pattern EXIT = Pattern.compile("exit code: (\\d+)");
  private static final Pattern UNKNOWN_FLAG = Pattern.compile("[Uu]nknown flag: (\\S+)");
  private static final Pattern NO_IMAGE =
      Pattern.compile(
          "failed to resolve|pull access denied|no such host|failed to do request|not found|i/o timeout");

  BuildFault of(String error, Optional<String> step) {
    if (error.contains("No space left on device") || error.contains("no space left on device")) {
      return DiskSpace.full(PHASE);
    }
    Matcher exit = EXIT.matcher(error);
    if (exit.find()) {
      return exit(exit.group(1), step.orElse("above"));
    }
    if (NO_IMAGE.matcher(error).find()
        && step.filter(name -> name.contains("load metadata")).isPresent()) {
      return new BuildFault(
          PHASE, "An image that the Dockerfile names cannot be had: " + error, NO_REGISTRY);
    }
    return grammar(error).orElseGet(() -> new BuildFault(PHASE, error, FIX));
  }

  private BuildFault exit(String code, String step) {
    if (code.equals(KILLED) && bound) {
      return new BuildFault(
          PHASE,
          "The build was killed at "
              + (limits.memoryBytes() >> 20)
              + " MB of memory, in the step "
              + step
              + ".",
          "Make it need less, or raise its limit: PAAS_BUILD_MEMORY (MB) in the platform's settings.");
    }
    String killed = code.equals(KILLED) ? " (killed: it may have used too much memory)" : "";
    return new BuildFault(
        PHASE, "The step " + step + " failed with exit code " + code + killed + ".", FIX);
  }

  /** What newer Dockerfiles say and older engines do not understand. */
  private Optional<BuildFault> grammar(String error) {
    Matcher flag = UNKNOWN_FLAG.matcher(error);
    if (flag.find()) {
      return Optional.of(
          new BuildFault(
              PHASE,
              "This server's Docker engine does not know the flag --"
                  + flag.group(1)
                  + " of a Dockerfile: "
                  + error,
              "Leave the flag out, or have the server's Docker engine updated."));
    }
    boolean misread =
        error.contains("unknown instruction") || error.contains("dockerfile parse error");
    return hereDocument
        .filter(line -> misread)
        .map(line ->
            new BuildFault(
                PHASE,
                "This server's Docker engine does not know here-documents, as in line "
                    + line
                    + " of the Dockerfile: "
                    + error,
                "Write the lines with && and \\, or COPY them as a file."));
  }
}
