package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;

/** What a look has seen, for people. */
final class InstanceViews {
  private InstanceViews() {}

  /** In the order of the slots, newest release last. */
  static List<InstanceView> of(
      AppIntent intent, List<SeenInstance> seen, Function<String, Instant> since) {
    return seen.stream()
        .sorted(
            Comparator.comparing(SeenInstance::slot)
                .thenComparing(SeenInstance::version)
                .thenComparing(SeenInstance::epoch))
        .map(instance -> view(intent, instance, since.apply(instance.id())))
        .toList();
  }

  private static InstanceView view(AppIntent intent, SeenInstance instance, Instant since) {
    String command =
        HealthPlans.find(intent, instance.version())
            .flatMap(release -> release.slug())
            .map(slug -> slug.processes().getOrDefault(instance.slot().type(), ""))
            .orElse("");
    return new InstanceView(
        UUID.nameUUIDFromBytes(instance.id().getBytes(StandardCharsets.UTF_8)),
        instance.slot(),
        state(instance.health()),
        instance.version(),
        since,
        command,
        intent.formation().settings(instance.slot().type()).size(),
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
