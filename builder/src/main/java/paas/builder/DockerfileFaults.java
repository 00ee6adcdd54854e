package paas.builder;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.builder.fault.BuildFault;

/** What BuildKit's errors mean to the user. */
final class DockerfileFaults {
  static final String FIX = "Look at the lines above, fix the Dockerfile, commit and push again.";

  private static final Pattern EXIT = Pattern.compile("exit code: (\\d+)");
  private static final Pattern NO_IMAGE =
      Pattern.compile(
          "failed to resolve|pull access denied|no such host|failed to do request|not found|i/o timeout");

  private DockerfileFaults() {}

  static BuildFault of(String error, Optional<String> step) {
    if (error.contains("No space left on device") || error.contains("no space left on device")) {
      return DiskSpace.full("Dockerfile");
    }
    Matcher exit = EXIT.matcher(error);
    if (exit.find()) {
      String code = exit.group(1);
      String killed = code.equals("137") ? " (killed: it may have used too much memory)" : "";
      return new BuildFault(
          "Dockerfile",
          "The step " + step.orElse("above") + " failed with exit code " + code + killed + ".",
          FIX);
    }
    if (NO_IMAGE.matcher(error).find()
        && step.filter(name -> name.contains("load metadata")).isPresent()) {
      return new BuildFault(
          "Dockerfile",
          "An image that the Dockerfile names cannot be had: " + error,
          "Check its name. Where this server reaches no image registry, use  FROM paas/stack:debian13"
              + "  or load the image on the server (docker load).");
    }
    return new BuildFault("Dockerfile", error, FIX);
  }
}
