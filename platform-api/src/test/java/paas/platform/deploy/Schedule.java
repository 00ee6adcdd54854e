package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/** A virtual clock, and what the platform has under way: done as the time passes, in order. */
final class Schedule implements InstantSource {
  /** When nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private record Due(long at, long number, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Due> dues = new PriorityQueue<>();
  private long number;
  private long passed;
  private Instant now = BEGIN;

  @Override
  public Instant instant() {
    return now;
  }

  /** Milliseconds since the beginning. */
  long passed() {
    return passed;
  }

  void after(Duration wait, Runnable what) {
    number++;
    dues.add(new Due(passed + Math.max(0, wait.toMillis()), number, what));
  }

  /** When the next thing is due. */
  long next() {
    return dues.isEmpty() ? NEVER : dues.peek().at();
  }

  /** Time passes; what is due by then is done on the way. */
  void advanceTo(long then) {
    while (!dues.isEmpty() && dues.peek().at() <= then) {
      Due due = dues.remove();
      pass(due.at());
      due.what().run();
    }
    pass(then);
  }

  private void pass(long then) {
    if (then > passed) {
      passed = then;
      now = BEGIN.plusMillis(then);
    }
  }

  /** A kill of the platform: whatever was under way is gone. */
  void forget() {
    dues.clear();
  }
}
