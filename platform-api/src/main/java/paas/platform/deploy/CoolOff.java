package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.release.ReleaseVersion;

/**
 * How long a crashed slot waits before its restart: 1 s, doubling to 5 min, with up to a quarter of
 * jitter; forgotten with a new release, once an instance has run for ten minutes, or where a person
 * stops, restarts or scales it away. Used by one loop's thread only.
 */
final class CoolOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

  private record Crashes(ReleaseVersion version, Crash last, Instant until, boolean back) {
    boolean cools(Instant now) {
      return until.isAfter(now);
    }

    Crashes over() {
      return back ? this : new Crashes(version, last, until, true);
    }

    Crash at(Instant now) {
      return cools(now) ? last : new Crash(last.count(), last.at(), last.cause(), false);
    }
  }

  private final Map<Slot, Crashes> crashes = new HashMap<>();
  private final RandomGenerator random;
  private Formation followed = Formation.EMPTY;

  CoolOff(RandomGenerator random) {
    this.random = random;
  }

  /** Returns how long the slot now waits. */
  Duration crashed(Slot slot, ReleaseVersion version, Duration ran, Instant now, Cause cause) {
    int before =
        Optional.ofNullable(crashes.get(slot))
            .filter(crash -> crash.version().equals(version))
            .filter(crash -> ran.compareTo(FORGIVEN_AFTER) < 0)
            .map(crash -> crash.last().count())
            .orElse(0);
    int count = before + 1;
    Duration wait = withJitter(backOff(count));
    crashes.put(
        slot, new Crashes(version, new Crash(count, now, cause, true), now.plus(wait), false));
    return wait;
  }

  private static Duration backOff(int count) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(count - 1, 20));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  private Duration withJitter(Duration wait) {
    return wait.plusMillis(random.nextLong(wait.toMillis() / 4 + 1));
  }

  /** What a person took away, or had started anew, does not wait for what it crashed of before. */
  void follow(Formation wanted) {
    if (!crashes.isEmpty()) {
      crashes
          .keySet()
          .removeIf(slot ->
              !slot.isTrial()
                  && (!wanted.running(slot.type()).contains(slot)
                      || wanted.epoch(slot) != followed.epoch(slot)));
    }
    followed = wanted;
  }

  /** An instance of the slot is there. */
  void isBack(Slot slot, Instant now) {
    crashes.computeIfPresent(slot, (same, crash) -> crash.cools(now) ? crash : crash.over());
  }

  /**
   * The slots of what lasts that have crashed and of which no instance has been there since, each
   * with its last crash.
   */
  Map<Slot, Crash> crashes(BiPredicate<Slot, ReleaseVersion> lasts, Instant now) {
    if (crashes.isEmpty()) {
      return Map.of();
    }
    Map<Slot, Crash> waiting = new HashMap<>();
    crashes.forEach((slot, crash) -> {
      if ((crash.cools(now) || !crash.back()) && lasts.test(slot, crash.version())) {
        waiting.put(slot, crash.at(now));
      }
    });
    return waiting;
  }

  /** When the next slot may be restarted. */
  Optional<Instant> next(Instant now) {
    return crashes.values().stream()
        .map(Crashes::until)
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo);
  }
}
