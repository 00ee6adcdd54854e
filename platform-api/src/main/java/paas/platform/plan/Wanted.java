package paas.platform.plan;

import java.util.Optional;
import paas.platform.formation.Formation;

/**
 * The stored intent for one app: the release that serves, the one that is to replace it, how many
 * instances of each process type, and whether its visitors see the maintenance page.
 */
public record Wanted(
    Optional<Revision> serving,
    Optional<Revision> candidate,
    Formation formation,
    boolean maintenance) {

  /** An app that is being destroyed: nothing of it should run. */
  public static final Wanted NOTHING =
      new Wanted(Optional.empty(), Optional.empty(), Formation.EMPTY, false);
}
