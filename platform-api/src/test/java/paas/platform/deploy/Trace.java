package paas.platform.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import paas.platform.app.AppId;

/**
 * What happened in a history, for whoever looks into a failure: nothing is written while histories
 * run by the thousand, and the one that failed is run again with its trace.
 */
final class Trace extends SilentJournal {
  private static final int LAST = Integer.getInteger("trace", 60);

  private final boolean on;
  private final Schedule clock;
  private final Deque<String> lines = new ArrayDeque<>();

  Trace(boolean on, Schedule clock) {
    this.on = on;
    this.clock = clock;
  }

  void note(Supplier<String> line) {
    if (on) {
      lines.add("%,10d ms  %s".formatted(clock.passed(), line.get()));
      if (lines.size() > LAST) {
        lines.remove();
      }
    }
  }

  @Override
  public void platform(AppId app, String process, String text) {
    note(() -> "  " + process + ": " + text);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
