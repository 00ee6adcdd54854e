package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.formation.Slot;
import paas.platform.plan.Revision;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;

/**
 * Which instance that no longer passes its liveness check may be restarted now. A backend that all
 * depend on makes all of them fail at once, and restarting them would only add to the outage: so of
 * one process type one is restarted at a time, at most one per interval, and while another of its
 * type is not up none is, unless that has lasted for {@link #MOST}.
 */
final class Relief {
  /** More than the longest wait of a slot that crashes again and again, and its start. */
  private static final Duration MOST = Duration.ofMinutes(10);

  private static final Duration LEAST = Duration.ofSeconds(10);

  private final Map<ProcessType, Instant> last = new HashMap<>();

  boolean permits(
      AppIntent intent, Slot slot, Duration interval, List<SeenInstance> seen, Instant now) {
    Optional<Duration> since =
        Optional.ofNullable(last.get(slot.type())).map(then -> Duration.between(then, now));
    Duration least = interval.compareTo(LEAST) < 0 ? LEAST : interval;
    return since.map(past -> past.compareTo(least) >= 0).orElse(true)
        && (othersAreUp(intent, slot, seen)
            || since.map(past -> past.compareTo(MOST) >= 0).orElse(false));
  }

  void restarted(ProcessType type, Instant now) {
    last.put(type, now);
  }

  private static boolean othersAreUp(AppIntent intent, Slot slot, List<SeenInstance> seen) {
    List<Slot> others = Revision.of(intent.serving().orElseThrow()).slots(intent.formation());
    others.removeIf(other -> !other.type().equals(slot.type()) || other.equals(slot));
    return others.stream()
        .allMatch(other -> seen.stream().anyMatch(i -> i.slot().equals(other) && i.up()));
  }
}
