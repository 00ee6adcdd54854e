package paas.platform.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;

/**
 * A release that gets a part of the requests beside the one that serves, on instances of its own.
 *
 * @param begun whether it was up once; from then on what crashes is started again
 */
public record Trial(Revision revision, Percent percent, boolean begun) {

  /** As large a part of each process type that requests are led to; of others it has none. */
  List<Slot> slots(Formation formation, Set<ProcessType> routed) {
    List<Slot> slots = new ArrayList<>();
    for (ProcessType type : revision.types()) {
      if (routed.contains(type)) {
        int count = percent.of(revision.slots(formation, type).size());
        for (int ordinal = 1; ordinal <= count; ordinal++) {
          slots.add(Slot.trial(type, ordinal));
        }
      }
    }
    return slots;
  }

  /** Its part of the requests while so many of its instances are up: each takes its own. */
  int share(int up, int wanted) {
    return up >= wanted ? percent.value() : Math.max(1, percent.value() * up / wanted);
  }
}
