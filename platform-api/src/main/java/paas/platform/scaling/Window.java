package paas.platform.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import paas.platform.autoscale.Requests;
import paas.router.control.RequestFacts;

/**
 * One app's requests of the last while, in slots of a twelfth of it, about 60 KB in all. Lines that
 * come late count when they were, or not at all.
 */
final class Window {
  private static final int SLOTS = 12;

  /** Longer ones count as this long: the router gives up earlier. */
  private static final long LONGEST_MILLIS = 60_000;

  /** Figures are exact to a hundredth. */
  private static final int DIGITS = 2;

  /** One slot of time; its number tells which. */
  private static final class Slot {
    private final IntCountsHistogram times = new IntCountsHistogram(LONGEST_MILLIS, DIGITS);
    private long number = Long.MIN_VALUE;
    private long count;
  }

  private final long slotMillis;
  private final Instant since;

  // All below is guarded by this. One more slot than a window has: the one that is being filled.
  private final Slot[] slots = new Slot[SLOTS + 1];
  private Optional<Instant> lastAt = Optional.empty();

  Window(Duration length, Instant since) {
    this.slotMillis = Math.max(1, length.toMillis() / SLOTS);
    this.since = since;
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot();
    }
  }

  synchronized void add(Instant at, RequestFacts facts) {
    lastAt = lastAt.filter(last -> last.isAfter(at)).or(() -> Optional.of(at));
    long number = numberOf(at);
    Slot slot = slots[Math.floorMod(number, slots.length)];
    if (slot.number < number) {
      slot.number = number;
      slot.count = 0;
      slot.times.reset();
    }
    if (slot.number == number) {
      slot.count += facts.requests();
      facts
          .took()
          .ifPresent(took -> slot.times.recordValue(Math.min(took.toMillis(), LONGEST_MILLIS)));
    }
  }

  /** Over the whole slots before this moment; empty until as many have passed. */
  synchronized Optional<Requests> at(Instant now) {
    long current = numberOf(now);
    if (current - numberOf(since) <= SLOTS) {
      return Optional.empty();
    }
    long count = 0;
    Histogram times = new Histogram(LONGEST_MILLIS, DIGITS);
    for (Slot slot : slots) {
      if (slot.number >= current - SLOTS && slot.number < current) {
        count += slot.count;
        times.add(slot.times);
      }
    }
    long timed = times.getTotalCount();
    return Optional.of(
        new Requests(
            count,
            Duration.ofMillis(slotMillis * SLOTS),
            timed,
            timed == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(times.getValueAtPercentile(95)))));
  }

  synchronized Optional<Instant> lastAt() {
    return lastAt;
  }

  private long numberOf(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), slotMillis);
  }
}
