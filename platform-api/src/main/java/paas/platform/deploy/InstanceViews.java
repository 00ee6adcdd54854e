package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    List<Commands> commands,
    Formation formation,
    List<SeenInstance> seen,
    Map<String, Instant> since,
    Instant looked) {
  private static final Comparator<SeenInstance> AGE =
      Comparator.comparing(SeenInstance::version).thenComparing(SeenInstance::epoch);

  static final InstanceViews NONE =
      new InstanceViews(List.of(), Formation.EMPTY, List.of(), Map.of(), Instant.EPOCH);

  /** What the process types of a release run. */
  record Commands(ReleaseVersion release, Map<ProcessType, String> byType) {}

  /** Of the intent it keeps what is shown, and no config. */
  static InstanceViews of(
      AppIntent intent, List<SeenInstance> seen, Map<String, Instant> since, Instant looked) {
    List<Commands> commands = new ArrayList<>(2);
    intent.serving().ifPresent(release -> add(commands, release));
    intent.pending().ifPresent(release -> add(commands, release));
    return new InstanceViews(commands, intent.formation(), seen, Map.copyOf(since), looked);
  }

  private static void add(List<Commands> commands, Release release) {
    release.slug().ifPresent(s -> commands.add(new Commands(release.version(), s.processes())));
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
        command(instance),
        formation.settings(instance.slot().type()).size(),
        instance.id(),
        Optional.empty());
  }

  private String command(SeenInstance instance) {
    return commands.stream()
        .filter(known -> known.release().equals(instance.version()))
        .findFirst()
        .map(known -> known.byType().get(instance.slot().type()))
        .orElse("");
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
