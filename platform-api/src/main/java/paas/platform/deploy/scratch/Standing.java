package paas.platform.deploy.scratch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import paas.runner.InstanceId;

/**
 * Those that ran when the platform began to count. What they had written before nobody told them
 * not to, so that who has more than it may is warned, and has a while to delete it. Pure but for
 * what it remembers; for one thread.
 */
public final class Standing {
  /** From the warning on. */
  public static final Duration GRACE = Duration.ofHours(1);

  private final Set<InstanceId> unjudged = new HashSet<>();
  private final Map<InstanceId, Instant> warned = new HashMap<>();
  private boolean began;

  /** What becomes of one that has more than it may. */
  public enum Sentence {
    WARN,
    WAIT,
    END
  }

  /** All that run; at each count. The first time makes them stand. */
  public void run(Set<InstanceId> all) {
    if (!began) {
      unjudged.addAll(all);
      began = true;
    }
    unjudged.retainAll(all);
    warned.keySet().retainAll(all);
  }

  /** These are to be counted wholly: how much more they have is seen by how they grow. */
  public boolean isStanding(InstanceId id) {
    return unjudged.contains(id) || warned.containsKey(id);
  }

  /** It has no more than it may; from now on it is like any other. */
  public void isWithin(InstanceId id) {
    unjudged.remove(id);
    warned.remove(id);
  }

  public Sentence isOver(InstanceId id, Instant now) {
    if (unjudged.remove(id)) {
      warned.put(id, now);
      return Sentence.WARN;
    }
    Instant since = warned.get(id);
    return since != null && since.plus(GRACE).isAfter(now) ? Sentence.WAIT : Sentence.END;
  }
}
