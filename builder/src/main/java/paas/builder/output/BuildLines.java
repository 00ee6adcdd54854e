package paas.builder.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one door to a build's output: redacted, bounded (beyond the bound lines are counted, not
 * passed on), with the time of the last line for the idle limit and the last lines for diagnosis.
 * Thread-safe.
 */
public final class BuildLines {
  private static final int KEPT = 40;

  private final Consumer<String> sink;
  private Redactor redactor;
  private final long bound;
  private final Deque<String> last = new ArrayDeque<>();
  private long passed;
  private long dropped;
  private volatile long lastNanos = System.nanoTime();

  public BuildLines(Consumer<String> sink, Redactor redactor, long bound) {
    this.sink = sink;
    this.redactor = redactor;
    this.bound = bound;
  }

  /** From here on by this one. */
  public synchronized void redact(Redactor other) {
    redactor = other;
  }

  /** A line of what runs in the build. */
  public synchronized void line(String raw) {
    lastNanos = System.nanoTime();
    String line = redactor.redact(raw);
    last.addLast(line);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
    passed += line.length() + 1L;
    if (passed <= bound) {
      sink.accept(line);
    } else if (dropped++ == 0) {
      sink.accept(
          " !     Output is over "
              + (bound >> 10)
              + " KB: the rest is left out, the build goes on");
    }
  }

  /** A text without config values, for a message that does not go through here. */
  public String clean(String text) {
    return redactor.redact(text);
  }

  /** A line of the platform's own, shown in any case. */
  public synchronized void say(String line) {
    lastNanos = System.nanoTime();
    sink.accept(line);
  }

  /** Says how many lines were left out, if any. */
  public synchronized void finish() {
    if (dropped > 0) {
      sink.accept(" !     " + dropped + " lines of output were left out");
    }
  }

  /** Something happened that is not a line. */
  public void touch() {
    lastNanos = System.nanoTime();
  }

  /** {@link System#nanoTime()} of the last sign of life. */
  public long lastNanos() {
    return lastNanos;
  }

  /** Whether one of the last lines contains a text. */
  public synchronized boolean lastContain(String text) {
    return last.stream().anyMatch(line -> line.contains(text));
  }

  /** The last lines, oldest first. */
  public synchronized List<String> last() {
    return List.copyOf(last);
  }
}
