package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import paas.platform.formation.Formation;
import paas.platform.formation.Slot;
import paas.platform.plan.Cause;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.Canary;
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
    Instant looked,
    Waiting waiting) {
  private static final Comparator<SeenInstance> AGE =
      Comparator.comparing(SeenInstance::version).thenComparing(SeenInstance::epoch);

  static final InstanceViews NONE =
      new InstanceViews(
          List.of(),
          Formation.EMPTY,
          List.of(),
          Map.of(),
          Instant.EPOCH,
          new Waiting("", Optional.empty(), Optional.empty(), Map.of()));

  /** The slots that wait for their next start, each with its last crash, and of which release. */
  record Waiting(
      String app,
      Optional<ReleaseVersion> release,
      Optional<ReleaseVersion> canary,
      Map<Slot, Crash> slots) {
    Optional<ReleaseVersion> of(Slot slot) {
      return slot.isTrial() ? canary : release;
    }
  }

  /** What the process types of a release run. */
  record Commands(ReleaseVersion release, Map<ProcessType, String> byType) {}

  /** Of the intent it keeps what is shown, and no config. */
  static InstanceViews of(Look look, Instant looked) {
    AppIntent intent = look.intent();
    List<Commands> commands = new ArrayList<>(2);
    intent.serving().ifPresent(release -> add(commands, release));
    intent.pending().ifPresent(release -> add(commands, release));
    return new InstanceViews(
        commands,
        intent.formation(),
        look.seen(),
        look.since(),
        looked,
        new Waiting(
            intent.app().id().toString(),
            intent.serving().map(Release::version),
            intent.canary().map(Canary::version),
            look.crashed()));
  }

  private static void add(List<Commands> commands, Release release) {
    release.slug().ifPresent(s -> commands.add(new Commands(release.version(), s.processes())));
  }

  /**
   * In the order of the slots, newest release last; without the dead that a newer one follows, and
   * with the slots that cannot be started and so have no container.
   */
  List<InstanceView> views() {
    Stream<InstanceView> there =
        seen.stream().filter(instance -> !isSucceeded(instance)).sorted(AGE).map(this::view);
    Stream<InstanceView> missing =
        wanted()
            .filter(this::isUnseen)
            .flatMap(slot -> waiting.of(slot).stream().map(release -> dead(slot, release)));
    return Stream.concat(there, missing).sorted(Comparator.comparing(InstanceView::slot)).toList();
  }

  private Stream<Slot> wanted() {
    return Stream.concat(
        formation.running().stream().filter(waiting.slots()::containsKey),
        waiting.slots().keySet().stream().filter(Slot::isTrial));
  }

  private boolean isUnseen(Slot slot) {
    return seen.stream().noneMatch(instance -> instance.slot().equals(slot));
  }

  private InstanceView dead(Slot slot, ReleaseVersion version) {
    Optional<Crash> crash = Optional.ofNullable(waiting.slots().get(slot));
    return new InstanceView(
        UUID.nameUUIDFromBytes((waiting.app() + slot).getBytes(StandardCharsets.UTF_8)),
        slot,
        "crashed",
        version,
        crash.map(Crash::at).orElse(looked),
        command(version, slot.type()),
        formation.settings(slot.type()).size(),
        "",
        crash.map(Crash::cause),
        Optional.empty());
  }

  /**
   * One that was told to stop when paasd was killed is found dead, and is no news to anybody; nor
   * is one that the engine keeps when the next has its place.
   */
  private boolean isSucceeded(SeenInstance dead) {
    return dead.health() instanceof Health.Failed failed
        && seen.stream()
            .filter(other -> other.slot().equals(dead.slot()))
            .anyMatch(other -> follows(other, dead, failed.vacated()));
  }

  private static boolean follows(SeenInstance other, SeenInstance dead, boolean vacated) {
    int age = AGE.compare(other, dead);
    return (other.up() && age > 0) || (vacated && age >= 0 && isInPlace(other.health()));
  }

  private static boolean isInPlace(Health health) {
    return health instanceof Health.Up || health instanceof Health.Booting;
  }

  private InstanceView view(SeenInstance instance) {
    return new InstanceView(
        UUID.nameUUIDFromBytes(instance.id().getBytes(StandardCharsets.UTF_8)),
        instance.slot(),
        state(instance.health()),
        instance.version(),
        since.getOrDefault(instance.id(), looked),
        command(instance.version(), instance.slot().type()),
        formation.settings(instance.slot().type()).size(),
        instance.id(),
        cause(instance.health()),
        Optional.empty());
  }

  private String command(ReleaseVersion version, ProcessType type) {
    return commands.stream()
        .filter(known -> known.release().equals(version))
        .findFirst()
        .map(known -> known.byType().get(type))
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

  private static Optional<Cause> cause(Health health) {
    return health instanceof Health.Failed failed ? Optional.of(failed.cause()) : Optional.empty();
  }
}
