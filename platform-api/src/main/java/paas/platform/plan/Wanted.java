package paas.platform.plan;

import java.util.Map;
import java.util.Optional;
import paas.platform.formation.Formation;
import paas.platform.release.ProcessType;

/**
 * The stored intent for one app: the release that serves, the one that is to replace it, how many
 * instances of each process type, and whether its visitors see the maintenance page.
 *
 * @param sleeps whether requests wake its web process while that has no instance
 * @param surge how many instances of a type may exist beyond its quantity while they are replaced;
 *     a type that is not in it may have all its new ones beside all its old ones
 */
public record Wanted(
    Optional<Revision> serving,
    Optional<Revision> candidate,
    Formation formation,
    boolean maintenance,
    boolean sleeps,
    Map<ProcessType, Integer> surge) {
  public Wanted {
    surge = Map.copyOf(surge);
  }

  /** An app that is being destroyed: nothing of it should run. */
  public static final Wanted NOTHING =
      new Wanted(Optional.empty(), Optional.empty(), Formation.EMPTY, false, false, Map.of());
}
