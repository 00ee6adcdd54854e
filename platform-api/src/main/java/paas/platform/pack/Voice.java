package paas.platform.pack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ProgressMonitor;

/** Listens to a git's standard error: its progress goes on, its words are kept, the first few. */
final class Voice {
  private static final int LINES = 50;
  private static final int LONGEST = 1000;
  private static final Pattern PROGRESS =
      Pattern.compile("(Resolving deltas): +\\d+% \\((\\d{1,9})/(\\d{1,9})\\).*");

  private final ProgressMonitor monitor;
  private final List<String> lines = new ArrayList<>();
  private final Thread ear;
  private int done = -1;

  Voice(InputStream errors, ProgressMonitor monitor) {
    this.monitor = monitor;
    this.ear = Thread.ofVirtual().name("git-errors").start(() -> listen(errors));
  }

  /** Call once the process has ended. */
  List<String> lines() throws InterruptedException {
    ear.join();
    return List.copyOf(lines);
  }

  private void listen(InputStream errors) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n' || c == '\r') {
          take(line.toString());
          line.setLength(0);
        } else if (line.length() < LONGEST) {
          line.append(Character.isISOControl(c) ? '?' : (char) c);
        }
      }
      take(line.toString());
    } catch (IOException e) {
      // It was killed; whoever did it knows why.
    } finally {
      if (done >= 0) {
        monitor.endTask();
      }
    }
  }

  private void take(String line) {
    Matcher progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      show(progress.group(1), number(progress.group(2)), number(progress.group(3)));
    } else if (!line.isBlank() && lines.size() < LINES) {
      lines.add(line);
    }
  }

  private void show(String task, int count, int total) {
    if (done < 0) {
      monitor.beginTask(task, total);
      done = 0;
    }
    if (count > done) {
      monitor.update(count - done);
      done = count;
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
