package paas.platform.deploy.scratch;

import java.time.Duration;
import java.time.Instant;

/**
 * When to count what containers have written: when the disk has lost some room, and from time to
 * time. Counting costs, so that it pauses for as many times as long as the last one took, the fewer
 * the less room there is. Pure but for what it remembers of the last count; for one thread.
 */
public final class Pace {
  /** What one takes may be what another gives back. */
  private static final Duration AT_LEAST = Duration.ofMinutes(5);

  /** 5 % of one processor, unless a count takes very long. */
  private static final int EASE = 20;

  /** One container that takes long to count does not keep the others from being counted. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Where the disk is nearly full, or loses its room fast. */
  private static final int HASTE = 3;

  /** Where it is full at any moment. */
  private static final int URGENCY = 1;

  /** So many times what is worth a count. */
  private static final int FAST = 4;

  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ScratchLimits limits;

  /** The most that was free since the last count; none before the first, which is due at once. */
  private long mostFree = Long.MAX_VALUE;

  private Instant counted = Instant.MIN;
  private Instant done = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private Duration took = Duration.ZERO;

  public Pace(ScratchLimits limits) {
    this.limits = limits;
  }

  public boolean isDue(long free, Instant now) {
    mostFree = Math.max(mostFree, free);
    long lost = mostFree - free;
    boolean due =
        limits.isLow(free) || lost >= limits.notable() || !counted.plus(AT_LEAST).isAfter(now);
    return due && !now.isBefore(notBefore) && !now.isBefore(done.plus(pause(free, lost)));
  }

  private Duration pause(long free, long lost) {
    Duration pause = took.multipliedBy(pauses(free, lost));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  private int pauses(long free, long lost) {
    if (limits.isUrgent(free)) {
      return URGENCY;
    }
    return limits.isLow(free) || lost >= FAST * limits.notable() ? HASTE : EASE;
  }

  /** What is lost while it is counted is worth the next count. */
  public void counted(long free, Instant begun, Instant done) {
    this.mostFree = free;
    this.counted = begun;
    this.done = done;
    this.took = Duration.between(begun, done);
  }

  public void failed(Instant now) {
    notBefore = now.plus(AGAIN);
  }
}
