package paas.platform.deploy;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.formation.Size;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.release.ReleaseVersion;

/**
 * One instance as people see it. {@code state} is starting, up, crashed, stopping or down; {@code
 * id} is the same as long as its container lives.
 *
 * @param container empty for one that could not be started
 * @param crash why it is crashed, as far as that is known
 * @param usage empty until it was measured
 */
public record InstanceView(
    UUID id,
    Slot slot,
    String state,
    ReleaseVersion release,
    Instant since,
    String command,
    Size size,
    String container,
    Optional<Cause> crash,
    Optional<Reading> usage) {

  InstanceView metered(Optional<Reading> reading) {
    return new InstanceView(
        id, slot, state, release, since, command, size, container, crash, reading);
  }
}
