package paas.platform.autoscale;

import java.time.Duration;
import java.util.Optional;
import paas.platform.fault.Rejected;
import paas.platform.formation.Formation;
import paas.platform.release.ProcessType;

/**
 * What an owner set for one process type: its bounds, what it is scaled by, and after how long
 * without a request it sleeps.
 *
 * @param min 0 lets it sleep
 * @param target may be absent only for one that sleeps
 * @param idle there exactly when {@code min} is 0
 */
public record Autoscale(int min, int max, Optional<Target> target, Optional<Duration> idle) {
  /** Where it may sleep and nothing is said. */
  public static final Duration STANDARD_IDLE = Duration.ofMinutes(15);

  private static final Duration LEAST_IDLE = Duration.ofSeconds(10);
  private static final Duration MOST_IDLE = Duration.ofDays(7);

  public Autoscale {
    if (min < 0 || max < Math.max(min, 1) || max > Formation.MAX_QUANTITY) {
      throw Rejected.invalid(
          "Cannot autoscale from %d to %d: the least is 0 to %d, the most is 1 to %d and no less than that."
              .formatted(min, max, Formation.MAX_QUANTITY, Formation.MAX_QUANTITY));
    }
    if (idle.isPresent() != (min == 0)) {
      throw Rejected.invalid(
          "Only what may have no instance at all sleeps when it is idle: --min 0 --idle 15m.");
    }
    idle.ifPresent(Autoscale::requireIdle);
    if (target.isEmpty() && min > 0) {
      throw Rejected.invalid(
          "By what is it to be scaled? Add --p95 300ms, --cpu 70 or --requests 50, or let it sleep: --min 0.");
    }
  }

  private static void requireIdle(Duration idle) {
    if (idle.compareTo(LEAST_IDLE) < 0 || idle.compareTo(MOST_IDLE) > 0) {
      throw Rejected.invalid(
          "A process type sleeps after 10 seconds to 7 days without a request, not after "
              + Words.of(idle)
              + ".");
    }
  }

  /** Refuses what only web processes can have. */
  public void requireFor(ProcessType type) {
    if (!type.isWeb() && (sleeps() || target.filter(t -> t.metric().isOfRequests()).isPresent())) {
      throw Rejected.invalid(
          "Only web processes are scaled by requests and woken by them; scale %s by --cpu, with --min 1 or more."
              .formatted(type));
    }
  }

  /** Refuses a quantity that somebody asks for by hand and that would not last. */
  public void requireWithin(ProcessType type, int quantity) {
    if (quantity < min || quantity > max) {
      throw Rejected.invalid(
          "%s is autoscaled between %d and %d, so it cannot have %d: choose one between, set other bounds (paas ps:autoscale %s --max N), or end it first (paas ps:autoscale:off %s)."
              .formatted(type, min, max, quantity, type, type));
    }
  }

  public boolean sleeps() {
    return min == 0;
  }

  /** The least that it has while it does not sleep. */
  int floor() {
    return Math.max(1, min);
  }

  /** What it has when it is woken: one, to be scaled from there, or all that it may have. */
  public int awake() {
    return target.isPresent() ? 1 : max;
  }

  /** The formation once it has been woken, where it sleeps now. */
  public Formation woken(ProcessType type, Formation stored) {
    return sleeps() && stored.quantity(type) == 0 ? stored.with(type, awake()) : stored;
  }

  /** Of one that sleeps, for people: {@code it sleeps after 15 min without a request}. */
  public String sleepsAgain() {
    return idle.map(time -> "it sleeps after " + Words.of(time) + " without a request").orElse("");
  }

  /** For people: {@code 1 to 5 by p95 300 ms}. */
  public String describe() {
    return "%d to %d%s%s"
        .formatted(
            min,
            max,
            target.map(t -> " by " + t).orElse(""),
            idle.map(i -> ", asleep after " + Words.of(i)).orElse(""));
  }
}
