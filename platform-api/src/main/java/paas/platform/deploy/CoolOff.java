package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.release.ReleaseVersion;

/**
 * How long a crashed slot waits before its restart: 1 s, doubling to 5 min, with up to a quarter of
 * jitter; forgotten with a new release, or once an instance has run for ten minutes. Used by one
 * loop's thread only.
 */
final class CoolOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

  private record Crashes(ReleaseVersion version, Crash last, Instant until) {}

  private final Map<Slot, Crashes> crashes = new HashMap<>();
  private final RandomGenerator random;

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
    crashes.put(slot, new Crashes(version, new Crash(count, now, cause), now.plus(wait)));
    return wait;
  }

  private static Duration backOff(int count) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(count - 1, 20));
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  private Duration withJitter(Duration wait) {
    return wait.plusMillis(random.nextLong(wait.toMillis() / 4 + 1));
  }

  /** The slots of what lasts that must still wait, each with its last crash. */
  Map<Slot, Crash> cooling(BiPredicate<Slot, ReleaseVersion> lasts, Instant now) {
    if (crashes.isEmpty()) {
      return Map.of();
    }
    Map<Slot, Crash> cooling = new HashMap<>();
    crashes.forEach((slot, crash) -> {
      if (crash.until().isAfter(now) && lasts.test(slot, crash.version())) {
        cooling.put(slot, crash.last());
      }
    });
    return cooling;
  }

  /** When the next slot may be restarted. */
  Optional<Instant> next(Instant now) {
    return crashes.values().stream()
        .map(Crashes::until)
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo);
  }
}
