package paas.platform.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import paas.platform.formation.Slot;
import paas.platform.plan.SeenInstance;
import paas.router.http.Endpoint;

/**
 * All that a turn goes by: what is wanted and what was seen. Two that are equal call for the same.
 *
 * @param since since when those that run do, by id
 * @param endpoints where they are reached
 * @param unready those of them that ask not to be sent requests
 * @param crashed the slots whose next instance is not there yet, each with its last crash
 */
record Look(
    AppIntent intent,
    List<SeenInstance> seen,
    Map<String, Instant> since,
    Map<String, Endpoint> endpoints,
    Set<String> unready,
    Map<Slot, Crash> crashed) {

  /** The slots whose next start must wait, each with how often it has crashed in a row. */
  Map<Slot, Integer> cooling() {
    return crashed.entrySet().stream()
        .filter(crash -> crash.getValue().cools())
        .collect(Collectors.toMap(Map.Entry::getKey, crash -> crash.getValue().count()));
  }

  /** Whether the same exposures make the same routes. */
  boolean leadsAs(Look other) {
    return intent.equals(other.intent)
        && endpoints.equals(other.endpoints)
        && unready.equals(other.unready);
  }
}
