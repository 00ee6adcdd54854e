package paas.runner.docker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Has a command such as find(1) tell of files, a line each, within bounds of time and interest. */
final class FileWalk {
  /** Of a process that a signal ended, as Java has it: this and its number. */
  private static final int SIGNAL = 128;

  private FileWalk() {}

  /**
   * @param more is given each whole line; false ends the walk
   * @return false where it was cut off; what it had told by then was given
   */
  static boolean run(List<String> command, Duration longest, Predicate<String> more)
      throws IOException {
    Process process = HostCommand.start(command);
    // By its handle: the process's own may close what is being read here.
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> process.toHandle().destroyForcibly(),
            CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS));
    try (BufferedReader text = process.inputReader(StandardCharsets.ISO_8859_1)) {
      String line = whole(text);
      while (!line.isEmpty()) {
        if (!more.test(line)) {
          return true;
        }
        line = whole(text);
      }
      return process.waitFor() < SIGNAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command.getFirst() + " was interrupted");
    } finally {
      end.cancel(false);
      process.destroyForcibly();
    }
  }

  /** A line with its end; empty at the end of all, as the last may be torn. */
  private static String whole(BufferedReader text) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = text.read(); next >= 0; next = text.read()) {
      if (next == '\n') {
        return line.toString();
      }
      line.append((char) next);
    }
    return "";
  }
}
