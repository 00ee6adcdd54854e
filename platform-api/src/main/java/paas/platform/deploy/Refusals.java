package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private record Refusal(Step step, String why, Duration pause, Instant until) {}

  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

  /** Of a stop. Returns whether it is news: told once for a reason. */
  boolean add(Step.Stop step, RuntimeException refused, Instant now) {
    return add(step.instance(), step, refused, now);
  }

  /** The same of a reap. */
  boolean add(Step.Reap step, RuntimeException refused, Instant now) {
    return add(step.instance(), step, refused, now);
  }

  private boolean add(String instance, Step step, RuntimeException refused, Instant now) {
    String why = String.valueOf(refused.getMessage());
    Optional<Refusal> before = Optional.ofNullable(refusals.get(instance));
    Duration pause = before.map(Refusal::pause).map(Refusals::longer).orElse(FIRST);
    refusals.put(instance, new Refusal(step, why, pause, now.plus(pause)));
    boolean news = before.map(Refusal::why).filter(why::equals).isEmpty();
    if (news) {
      LOG.warn(
          "Container {} could not be stopped or removed; it is tried again until it works. If it"
              + " stays (docker ps -a --filter id={}), restart Docker",
          instance,
          instance,
          refused);
    }
    return news;
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /** Whether the engine would not stop or remove this one. */
  boolean concern(String instance) {
    return refusals.containsKey(instance);
  }

  /** Whether its stop was begun: it may have heard its SIGTERM, and is not to be counted on. */
  boolean leaves(String instance) {
    Refusal refusal = refusals.get(instance);
    return refusal != null && refusal.step() instanceof Step.Stop;
  }

  /** Whether this is done when its time has come, however often it is asked for. */
  boolean postpone(Step step) {
    return switch (step) {
      case Step.Stop(var id) -> concern(id);
      case Step.Reap(var id) -> concern(id);
      case Step.Start s -> false;
      case Step.Publish p -> false;
      case Step.Begin b -> false;
      case Step.Succeed s -> false;
      case Step.Fail f -> false;
    };
  }

  /** What is to be tried again now. */
  List<Step> due(Instant now) {
    return refusals.values().stream()
        .filter(refusal -> !refusal.until().isAfter(now))
        .map(Refusal::step)
        .toList();
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
