package paas.runner.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import paas.runner.VolumeFailed;

/** Runs the host's own programs for file systems, with argument lists and without a shell. */
final class HostTool {
  /** Checking the file system of a large volume after a power cut takes longest. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int SHOWN = 400;

  /** How it ended, and what it said on both streams. */
  record Ended(int code, String said) {}

  /** What it said, if it succeeded. {@code purpose} is for people: "Mounting volume …". */
  String run(String purpose, String... command) {
    Ended ended = end(purpose, command);
    if (ended.code() != 0) {
      throw failed(purpose, command[0], ended);
    }
    return ended.said();
  }

  static VolumeFailed failed(String purpose, String program, Ended ended) {
    return new VolumeFailed(
        "%s failed: %s ended with %d: %s"
            .formatted(purpose, program, ended.code(), shown(ended.said())),
        new IllegalStateException(program));
  }

  Ended end(String purpose, String... command) {
    try {
      Path output = Files.createTempFile("paas-volume", ".out");
      try {
        return new Ended(code(purpose, output, command), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new VolumeFailed(
          "%s failed: cannot run %s: %s".formatted(purpose, command[0], e.getMessage()), e);
    }
  }

  private static int code(String purpose, Path output, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new VolumeFailed(
          "%s failed: %s did not end within %d minutes"
              .formatted(purpose, command[0], LONGEST.toMinutes()),
          new IllegalStateException(command[0]));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new VolumeFailed(purpose + " was interrupted", e);
    }
  }

  private static String shown(String said) {
    String line = new String(said.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).strip();
    String plain = line.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}
