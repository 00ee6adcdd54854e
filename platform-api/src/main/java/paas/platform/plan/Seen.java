package paas.platform.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import paas.platform.formation.Slot;

/**
 * What was observed of one app: its instances, the exposures that the router last acknowledged
 * (none right after a start of the platform), and the slots whose restart must still wait.
 */
public record Seen(List<SeenInstance> instances, Optional<Exposures> published, Set<Slot> cooling) {
  public Seen {
    instances = List.copyOf(instances);
    cooling = cooling.isEmpty() ? Set.of() : Set.copyOf(cooling);
  }
}
