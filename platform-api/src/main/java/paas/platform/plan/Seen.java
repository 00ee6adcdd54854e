package paas.platform.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.platform.formation.Slot;

/**
 * What was observed of one app: its instances, the exposures that the router last acknowledged
 * (none right after a start of the platform), and the slots whose restart must still wait, each
 * with how often it has crashed in a row.
 */
public record Seen(
    List<SeenInstance> instances, Optional<Exposures> published, Map<Slot, Integer> cooling) {
  public Seen {
    instances = List.copyOf(instances);
    cooling = Map.copyOf(cooling);
  }
}
