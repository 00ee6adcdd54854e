package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import paas.platform.formation.Formation;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;

/**
 * What a look has seen, made ready for people only when one of them asks: most looks nobody sees.
 */
record InstanceViews(
    Map<ReleaseVersion, Map<ProcessType, String>> commands,
    Formation formation,
    List<SeenInstance> seen,
    Map<String, Instant> since,
    Instant looked) {
  private static final Comparator<SeenInstance> AGE =
      Comparator.comparing(SeenInstance::version).thenComparing(SeenInstance::epoch);

  static final InstanceViews NONE =
      new InstanceViews(Map.of(), Formation.EMPTY, List.of(), Map.of(), Instant.EPOCH);

  /** Of the intent it keeps what is shown, and no config. */
  static InstanceViews of(
      AppIntent intent, List<SeenInstance> seen, Map<String, Instant> since, Instant looked) {
    Map<ReleaseVersion, Map<ProcessType, String>> commands = new HashMap<>();
    intent.serving().ifPresent(release -> put(commands, release));
    intent.pending().ifPresent(release -> put(commands, release));
    return new InstanceViews(commands, intent.formation(), seen, Map.copyOf(since), looked);
  }

  private static void put(Map<ReleaseVersion, Map<ProcessType, String>> commands, Release release) {
    release.slug().ifPresent(slug -> commands.put(release.version(), slug.processes()));
  }

  boolean holds(String id) {
    return seen.stream().anyMatch(instance -> instance.id().equals(id));
  }

  /** In the order of the slots, newest release last; without the dead that a newer one follows. */
  List<InstanceView> views() {
    return seen.stream()
        .filter(instance -> !isSucceeded(instance))
        .sorted(Comparator.comparing(SeenInstance::slot).thenComparing(AGE))
        .map(this::view)
        .toList();
  }

  /** One that was told to stop when paasd was killed is found dead, and is no news to anybody. */
  private boolean isSucceeded(SeenInstance dead) {
    return dead.health() instanceof Health.Failed
        && seen.stream()
            .filter(other -> other.slot().equals(dead.slot()) && other.up())
            .anyMatch(other -> AGE.compare(other, dead) > 0);
  }

  private InstanceView view(SeenInstance instance) {
    return new InstanceView(
        UUID.nameUUIDFromBytes(instance.id().getBytes(StandardCharsets.UTF_8)),
        instance.slot(),
        state(instance.health()),
        instance.version(),
        since.getOrDefault(instance.id(), looked),
        commands
            .getOrDefault(instance.version(), Map.of())
            .getOrDefault(instance.slot().type(), ""),
        formation.settings(instance.slot().type()).size(),
        instance.id(),
        Optional.empty());
  }

  private static String state(Health health) {
    return switch (health) {
      case Health.Booting b -> "starting";
      case Health.Up u -> "up";
      case Health.Failed f -> "crashed";
      case Health.Stopping s -> "stopping";
    };
  }
}
