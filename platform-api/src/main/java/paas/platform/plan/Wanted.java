package paas.platform.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import paas.platform.formation.Formation;
import paas.platform.release.ProcessType;

/**
 * The stored intent for one app: the release that serves, the one that is to replace it, how many
 * instances of each process type, and whether its visitors see the maintenance page.
 *
 * @param trial a release that gets a part of the requests; once it is promoted it is the candidate
 *     too
 * @param routed the process types that requests are led to, web among them
 * @param wakesTo how many web instances a request wakes it to while it has none, and its candidate
 *     is seen to come up with; 0 where none does
 * @param surge how many instances of a type may exist beyond its quantity while they are replaced;
 *     0: none starts beside one that it replaces; a type that is not in it may have all its new
 *     ones beside all its old ones
 */
public record Wanted(
    Optional<Revision> serving,
    Optional<Revision> candidate,
    Optional<Trial> trial,
    Set<ProcessType> routed,
    Formation formation,
    boolean maintenance,
    int wakesTo,
    Map<ProcessType, Integer> surge) {
  /** What most apps have: their hostnames lead to web. */
  public static final Set<ProcessType> ONLY_WEB = Set.of(ProcessType.WEB);

  public Wanted {
    routed = Set.copyOf(routed);
    surge = Map.copyOf(surge);
  }

  /** Whether all old instances of the type end before its first new one starts. */
  boolean stopsFirst(ProcessType type) {
    return Optional.of(0).equals(Optional.ofNullable(surge.get(type)));
  }

  /** Whether a request would wake it, as its web process is to have no instance. */
  boolean asleep() {
    return wakesTo > 0 && formation.quantity(ProcessType.WEB) == 0;
  }

  /** What the candidate is to fill: that of a sleeping app has its web process beside nobody. */
  Formation rollOut() {
    return asleep() ? formation.with(ProcessType.WEB, wakesTo) : formation;
  }

  /** An app that is being destroyed: nothing of it should run. */
  public static final Wanted NOTHING =
      new Wanted(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          ONLY_WEB,
          Formation.EMPTY,
          false,
          0,
          Map.of());
}
