package paas.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {
  /** What came of it. */
  record Ran(List<String> command, int code, String out, String err) {
    Ran mustSucceed() {
      if (code != 0) {
        throw new AssertionError(this);
      }
      return this;
    }

    @Override
    public String toString() {
      return String.join(" ", command) + "\nexit " + code + "\n" + out + "\n" + err;
    }
  }

  private Program() {}

  /** Kills it, and fails, when it takes longer. Output goes over files: pipes could fill. */
  static Ran run(
      Path directory,
      Map<String, String> env,
      String input,
      Duration atMost,
      List<String> command) {
    try {
      Path in = temporary(input);
      Path out = temporary("");
      Path err = temporary("");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(env);
      Process process = builder.start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            command + " did not end within " + atMost + "\n" + text(out) + "\n" + text(err));
      }
      return new Ran(command, process.exitValue(), text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path temporary(String content) throws IOException {
    Path file = Files.createTempFile("acceptance", "");
    file.toFile().deleteOnExit();
    return Files.writeString(file, content);
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
