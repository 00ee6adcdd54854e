package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import paas.platform.formation.Slot;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;
import paas.router.http.Endpoint;
import paas.runner.Instance;
import paas.runner.Instances;
import paas.runner.Probe;
import paas.runner.State;

/**
 * Looks at one app's instances and judges their health. Remembers which were seen up (an instance
 * that was is up until it exits), and tells the journal what changed. Used by one loop's thread.
 */
final class Observer {
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);

  private final Instances instances;
  private final Probe probe;
  private final Journal journal;
  private final Diagnosis diagnosis;
  private final CoolOff coolOff;
  private final DeploySettings settings;
  private final InstantSource clock;

  private final Map<String, Instant> upSince = new HashMap<>();
  private final Map<String, Health.Failed> failed = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  /** An adopted instance that does not answer at once gets the whole boot timeout, from now. */
  private final Map<String, Instant> watchedSince = new HashMap<>();

  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private boolean adopting = true;

  Observer(LoopParts parts, CoolOff coolOff) {
    this.instances = parts.instances();
    this.probe = parts.probe();
    this.journal = parts.journal();
    this.diagnosis = new Diagnosis(parts.instances(), parts.journal(), parts.settings());
    this.coolOff = coolOff;
    this.settings = parts.settings();
    this.clock = parts.clock();
  }

  /** Everything that exists of the app, in any state. {@code stopping} ids are left alone. */
  List<SeenInstance> look(AppIntent intent, Set<String> stopping) {
    List<SeenInstance> seen = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (Instance instance : instances.list()) {
      if (instance.app().id().equals(intent.app().id().toString())) {
        present.add(instance.id().value());
        seen.add(seen(intent, instance, stopping.contains(instance.id().value())));
      }
    }
    forgetAllBut(present);
    adopting = false;
    return seen;
  }

  /** Where the running instances of the last look are reached. */
  Map<String, Endpoint> endpoints() {
    return Map.copyOf(endpoints);
  }

  /** The same for people: in the order of the slots, newest release last. */
  List<InstanceView> view(AppIntent intent, List<SeenInstance> seen) {
    return seen.stream()
        .sorted(
            Comparator.comparing(SeenInstance::slot)
                .thenComparing(SeenInstance::version)
                .thenComparing(SeenInstance::epoch))
        .map(instance -> view(intent, instance))
        .toList();
  }

  private InstanceView view(AppIntent intent, SeenInstance instance) {
    String command =
        Stream.concat(intent.serving().stream(), intent.pending().stream())
            .filter(release -> release.version().equals(instance.version()))
            .flatMap(release -> release.slug().stream())
            .map(slug -> slug.processes().getOrDefault(instance.slot().type(), ""))
            .findFirst()
            .orElse("");
    return new InstanceView(
        UUID.nameUUIDFromBytes(instance.id().getBytes(StandardCharsets.UTF_8)),
        instance.slot(),
        state(instance.health()),
        instance.version(),
        since.getOrDefault(instance.id(), clock.instant()),
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

  private SeenInstance seen(AppIntent intent, Instance instance, boolean stopping) {
    Slot slot = slot(instance);
    Health health = stopping ? new Health.Stopping() : health(intent, slot, instance);
    return new SeenInstance(
        instance.id().value(),
        slot,
        new ReleaseVersion(instance.release()),
        instance.epoch(),
        health);
  }

  static Slot slot(Instance instance) {
    return new Slot(new ProcessType(instance.type()), instance.ordinal());
  }

  private Health health(AppIntent intent, Slot slot, Instance instance) {
    String id = instance.id().value();
    Health.Failed known = failed.get(id);
    if (known != null) {
      return known;
    }
    return switch (instance.state()) {
      case State.Created c -> fail(id, slot + " was created but never started.");
      case State.Exited exited -> exited(intent, slot, instance, exited);
      case State.Running running -> running(intent, slot, instance, running);
    };
  }

  private Health running(AppIntent intent, Slot slot, Instance instance, State.Running running) {
    String id = instance.id().value();
    since.putIfAbsent(id, running.since());
    watchedSince.putIfAbsent(id, adopting ? clock.instant() : running.since());
    endpoints.put(id, new Endpoint(slot.toString(), running.address(), running.port(), id));
    if (adopting) {
      journal.follow(instance);
    }
    if (upSince.containsKey(id)) {
      return new Health.Up();
    }
    Duration age = Duration.between(running.since(), clock.instant());
    if (ready(slot, running, age)) {
      return up(intent, slot, id);
    }
    Duration patience = intent.app().settings().bootTimeout();
    Duration watched =
        Duration.between(watchedSince.getOrDefault(id, running.since()), clock.instant());
    if (watched.compareTo(patience) < 0) {
      return new Health.Booting();
    }
    journal.platform(
        intent.app().id(),
        slot.toString(),
        "Error R10 (Boot timeout) -> Web process failed to bind to $PORT within %d seconds of launch"
            .formatted(patience.toSeconds()));
    cool(intent, slot, instance, age);
    return fail(id, diagnosis.neverListened(intent.app().id(), slot, instance, patience));
  }

  private boolean ready(Slot slot, State.Running running, Duration age) {
    return slot.type().isWeb()
        ? probe.listening(running.address(), running.port(), PROBE_TIMEOUT)
        : age.compareTo(settings.readiness()) >= 0;
  }

  private Health up(AppIntent intent, Slot slot, String id) {
    upSince.put(id, clock.instant());
    if (!adopting) {
      journal.platform(intent.app().id(), slot.toString(), "State changed from starting to up");
    }
    return new Health.Up();
  }

  private Health exited(AppIntent intent, Slot slot, Instance instance, State.Exited exited) {
    String id = instance.id().value();
    journal.finish(instance);
    journal.platform(
        intent.app().id(), slot.toString(), "Process exited with status " + exited.code());
    if (exited.oomKilled()) {
      journal.platform(
          intent.app().id(),
          slot.toString(),
          "Error R15 (Memory quota vastly exceeded) -> killed at %d MB"
              .formatted(instance.memoryBytes() >> 20));
    }
    journal.platform(
        intent.app().id(),
        slot.toString(),
        "State changed from %s to crashed".formatted(upSince.containsKey(id) ? "up" : "starting"));
    Instant since = upSince.getOrDefault(id, exited.at());
    cool(intent, slot, instance, Duration.between(since, exited.at()));
    return fail(id, diagnosis.exited(intent.app().id(), slot, instance, exited));
  }

  /** Only instances of the serving release wait: a candidate gets no second try. */
  private void cool(AppIntent intent, Slot slot, Instance instance, Duration ran) {
    ReleaseVersion version = new ReleaseVersion(instance.release());
    Optional<ReleaseVersion> serving = intent.serving().map(release -> release.version());
    if (serving.equals(Optional.of(version))) {
      Duration wait = coolOff.crashed(slot, version, ran, clock.instant());
      journal.platform(
          intent.app().id(),
          slot.toString(),
          "Restarting in %d s".formatted(Math.max(1, wait.toSeconds())));
    }
  }

  private Health.Failed fail(String id, String why) {
    Health.Failed health = new Health.Failed(why);
    failed.put(id, health);
    return health;
  }

  private void forgetAllBut(Set<String> present) {
    upSince.keySet().retainAll(present);
    failed.keySet().retainAll(present);
    since.keySet().retainAll(present);
    watchedSince.keySet().retainAll(present);
    endpoints.keySet().retainAll(present);
  }
}
