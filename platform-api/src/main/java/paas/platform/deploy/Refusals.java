package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.plan.Step;

/**
 * The instances that the engine would not stop or remove. Each is left alone for a while before it
 * is tried again, from 5 s to 5 min, and holds up nothing else meanwhile. Thread-safe.
 */
final class Refusals {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private record Refusal(String why, Duration pause, Instant until) {}

  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** Logged once for a reason. */
  void add(String instance, RuntimeException refused, Instant now) {
    String why = String.valueOf(refused.getMessage());
    Optional<Refusal> before = Optional.ofNullable(refusals.get(instance));
    Duration pause = before.map(Refusal::pause).map(Refusals::longer).orElse(FIRST);
    refusals.put(instance, new Refusal(why, pause, now.plus(pause)));
    if (before.map(Refusal::why).filter(why::equals).isEmpty()) {
      LOG.warn(
          "Container {} could not be stopped or removed; it is tried again until it works. If it"
              + " stays (docker ps -a --filter id={}), restart Docker",
          instance,
          instance,
          refused);
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** Whether this is not the time to try this step again. */
  boolean postpone(Step step, Instant now) {
    return switch (step) {
      case Step.Stop(var id) -> isLeftAlone(id, now);
      case Step.Reap(var id) -> isLeftAlone(id, now);
      case Step.Start s -> false;
      case Step.Publish p -> false;
      case Step.Begin b -> false;
      case Step.Succeed s -> false;
      case Step.Fail f -> false;
    };
  }

  private boolean isLeftAlone(String instance, Instant now) {
    Refusal refusal = refusals.get(instance);
    return refusal != null && refusal.until().isAfter(now);
  }

  /** When the next one may be tried again. */
  Optional<Instant> next(Instant now) {
    return refusals.values().stream()
        .map(Refusal::until)
        .filter(until -> until.isAfter(now))
        .min(Instant::compareTo);
  }

  /** The others are gone. */
  void keepOnly(Set<String> present) {
    refusals.keySet().retainAll(present);
  }
}
