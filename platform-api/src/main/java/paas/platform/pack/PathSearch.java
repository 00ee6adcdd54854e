package paas.platform.pack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds under which path commits in a quarantine have an object: for a message, so not for long.
 */
record PathSearch(Quarantine quarantine, Consumer<Runnable> whenGone) {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** Of a line, in bytes: names in a hostile pack may be of megabytes. */
  private static final int KEPT = 512;

  /** Absent where nothing has it, and where that is not found in time. */
  Optional<String> find(String id, List<String> commits) throws InterruptedException {
    if (commits.isEmpty()) {
      return Optional.empty();
    }
    ProcessBuilder builder =
        HostGit.process(
            quarantine.repository(),
            quarantine.environment(true),
            List.of("rev-list", "--objects", "--stdin", "--not", "--all"));
    try (Running git = Running.start(builder.redirectError(Redirect.DISCARD), LONGEST, whenGone);
        InputStream objects = new BufferedInputStream(git.process().getInputStream())) {
      // Less than a pipe holds: git need not read it all before we read.
      try (OutputStream asked = git.process().getOutputStream()) {
        asked.write((String.join("\n", commits) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      return path(id + " ", objects);
    } catch (IOException e) {
      // The refusal that this was for is worth more than why nothing was found.
      return Optional.empty();
    }
  }

  private static Optional<String> path(String start, InputStream objects) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = objects.read(); read >= 0; read = objects.read()) {
      if (read != '\n') {
        if (line.size() < KEPT) {
          line.write(read);
        }
        continue;
      }
      String text = line.toString(StandardCharsets.UTF_8);
      if (text.startsWith(start) && text.length() > start.length()) {
        return Optional.of(text.substring(start.length()).replaceAll("\\p{Cntrl}", "?"));
      }
      line.reset();
    }
    return Optional.empty();
  }
}
