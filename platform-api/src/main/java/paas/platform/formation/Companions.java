package paas.platform.formation;

import java.util.Optional;
import java.util.Set;
import paas.platform.release.Percent;
import paas.platform.release.ProcessType;

/**
 * What a canary has beside an app's own instances: as large a part of each process type that
 * requests are led to as it gets of them.
 */
public record Companions(Set<ProcessType> routed, Optional<Percent> percent) {
  /** Of an app without a canary. */
  public static final Companions NONE = new Companions(Set.of(), Optional.empty());

  public Companions {
    routed = Set.copyOf(routed);
  }

  /** How many instances of a type it has; stopped ones have none beside them. */
  public int of(Formation formation, ProcessType type) {
    int running = formation.running(type).size();
    return routed.contains(type) ? percent.map(part -> part.of(running)).orElse(0) : 0;
  }

  /** Whether it would have any. */
  public boolean isNobody(Formation formation) {
    return routed.stream().allMatch(type -> of(formation, type) == 0);
  }
}
