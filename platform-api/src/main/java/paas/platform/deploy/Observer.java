package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.formation.Slot;
import paas.platform.health.Verdict;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.release.ProcessType;
import paas.platform.release.ReleaseVersion;
import paas.router.http.Endpoint;
import paas.runner.EngineRefused;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Instances;
import paas.runner.State;

/**
 * Looks at one app's instances and judges their health. Remembers which were seen up (an instance
 * that was is up until it exits or its liveness check fails), and tells the journal what changed.
 * Used by one loop's thread.
 */
final class Observer {
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);
  private static final Verdict NEW = new Verdict.Waiting();

  private final Instances instances;
  private final Journal journal;
  private final Diagnosis diagnosis;
  private final CoolOff coolOff;
  private final Refusals refusals;
  private final Vacancy vacancy;
  private final DeploySettings settings;
  private final InstantSource clock;
  private final Checkups checkups;
  private final Relief relief = new Relief();

  private final Complaints complaints;

  /** All that the last look has found. */
  private List<Instance> present = List.of();

  /** How they were last seen. */
  private final Map<String, SeenInstance> known = new HashMap<>();

  private final Map<String, Instant> upSince = new HashMap<>();
  private final Map<String, Health.Failed> failed = new HashMap<>();
  private final Sightings<Instant> since = new Sightings<>();

  /** By our own clock, which the engine's times may be far from. Adopted ones count from now. */
  private final Map<String, Instant> watchedSince = new HashMap<>();

  private final Sightings<Endpoint> endpoints = new Sightings<>();
  private boolean adopting = true;

  Observer(LoopParts parts, CoolOff coolOff, Refusals refusals, Runnable wake) {
    this.instances = parts.instances();
    this.journal = parts.journal();
    this.complaints = new Complaints(parts.journal());
    this.diagnosis =
        new Diagnosis(parts.instances(), parts.journal(), parts.settings(), parts.excesses());
    this.coolOff = coolOff;
    this.refusals = refusals;
    this.vacancy = new Vacancy(refusals, parts.launch());
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.checkups = new Checkups(parts, wake);
  }

  /** Everything that exists of the app, in any state. {@code stopping} ids are left alone. */
  Look look(AppIntent intent, Set<InstanceId> stopping) {
    checkups.begin(intent);
    coolOff.follow(intent.formation());
    present = instances.list(intent.app().id().toString(), stopping);
    List<SeenInstance> seen = new ArrayList<>(present.size());
    for (Instance instance : present) {
      boolean leaves = stopping.contains(instance.id()) || refusals.leaves(instance.id().value());
      seen.add(seen(intent, instance, leaves));
    }
    if (known.size() > present.size()) {
      forget(intent, ids(present), stopping);
    }
    adopting = false;
    relieve(intent, seen);
    seen.stream()
        .filter(one -> one.health() instanceof Health.Booting || one.up())
        .forEach(one -> coolOff.isBack(one.slot(), clock.instant()));
    checkups.end(intent, stopping.isEmpty());
    return new Look(
        intent,
        seen,
        since.copy(),
        endpoints.copy(),
        complaints.unready(),
        coolOff.crashes(intent::lasts, clock.instant()));
  }

  /** Whoever removed them, the platform or somebody else; who stops one is still reading it. */
  private void forget(AppIntent intent, Set<String> present, Set<InstanceId> stopping) {
    for (String each : known.keySet()) {
      InstanceId id = new InstanceId(each);
      if (!present.contains(each) && !stopping.contains(id)) {
        journal.gone(intent.app().id(), id);
      }
    }
    forgetAllBut(present);
  }

  private static Set<String> ids(List<Instance> instances) {
    return instances.stream().map(instance -> instance.id().value()).collect(Collectors.toSet());
  }

  /**
   * Whether some of what was live before a restart of the platform has not been asked yet: until
   * then it is not known what serves, and nothing is to be done.
   */
  boolean isAsking() {
    return checkups.isAsking();
  }

  /** One that the last look has found. */
  Instance instance(String id) {
    return present.stream().filter(i -> i.id().value().equals(id)).findFirst().orElseThrow();
  }

  /** The same as before where nothing has changed. */
  private SeenInstance seen(AppIntent intent, Instance instance, boolean leaves) {
    String id = instance.id().value();
    SeenInstance before = known.computeIfAbsent(id, i -> booting(instance));
    Health health = leaves ? new Health.Stopping() : health(intent, before.slot(), instance);
    if (health instanceof Health.Failed why && intent.lasts(before.slot(), before.version())) {
      health = vacancy.of(intent.app(), instance, why, present);
    }
    if (before.health().equals(health)) {
      return before;
    }
    SeenInstance now = before.with(health);
    known.put(id, now);
    return now;
  }

  private static SeenInstance booting(Instance instance) {
    return new SeenInstance(
        instance.id().value(),
        slot(instance),
        new ReleaseVersion(instance.release()),
        instance.epoch(),
        new Health.Booting());
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
      case State.Created c -> fail(id, new Health.Failed(slot + " was created but never started."));
      case State.Exited exited -> exited(intent, slot, instance, exited);
      case State.Running running -> running(intent, slot, instance, running);
      case State.CutOff c -> cutOff(intent, slot, instance);
    };
  }

  /** Whoever paused it did so behind the platform's back: the wanted state is that it runs. */
  private void resume(AppIntent intent, Slot slot, Instance instance) {
    try {
      instances.resume(instance.id());
      tell(intent, slot, "Its container was paused from outside the platform: it is made to go on");
    } catch (EngineRefused e) {
      LOG.warn("Container {} stays paused; it is tried again", instance.name(), e);
    }
  }

  private Health cutOff(AppIntent intent, Slot slot, Instance instance) {
    tell(intent, slot, "Its network was removed from outside the platform: it is replaced");
    Health.Failed lost = new Health.Failed(slot + " lost its network, from outside the platform.");
    cool(intent, slot, instance, Duration.ZERO, lost);
    return fail(instance.id().value(), lost);
  }

  private Health running(AppIntent intent, Slot slot, Instance instance, State.Running running) {
    String id = instance.id().value();
    if (running.paused()) {
      resume(intent, slot, instance);
    }
    since.putIfAbsent(id, running.since());
    watchedSince.putIfAbsent(id, clock.instant());
    endpoints.put(id, endpoint(slot, id, running));
    if (adopting) {
      journal.follow(instance);
    }
    Instant first = watchedSince.getOrDefault(id, running.since());
    boolean up = upSince.containsKey(id);
    return switch (checkups.of(intent, slot, instance, first, adopting, up)) {
      case Verdict.Waiting w -> new Health.Booting();
      case Verdict.Up u -> up(intent, slot, id);
      case Verdict.Unready unready -> {
        complaints.note(intent, slot, id, unready);
        yield stillUp(id);
      }
      case Verdict.Dead dead -> {
        complaints.note(intent, slot, id, dead);
        yield stillUp(id);
      }
      case Verdict.Deaf d -> deaf(intent, slot, instance);
      case Verdict.Failed(var check, var last) -> {
        Health.Failed why = diagnosis.unhealthy(slot, instance, check, last);
        tell(intent, slot, "Health check failed %d times: %s".formatted(check.attempts(), last));
        cool(intent, slot, instance, Duration.ZERO, why);
        yield fail(id, why);
      }
    };
  }

  private Endpoint endpoint(Slot slot, String id, State.Running running) {
    return endpoints
        .find(id)
        .filter(known -> known.address().equals(running.address()))
        .orElseGet(() -> new Endpoint(slot.toString(), running.address(), running.port(), id));
  }

  private Health.Failed deaf(AppIntent intent, Slot slot, Instance instance) {
    String id = instance.id().value();
    Duration patience = intent.app().settings().bootTimeout();
    Instant now = clock.instant();
    Duration age = Duration.between(watchedSince.getOrDefault(id, now), now);
    List<String> paths = intent.paths(slot.type());
    Health.Failed why = diagnosis.neverListened(slot, instance, patience, paths);
    journal.platform(
        intent.app().id(), slot.toString(), Diagnosis.bootTimeout(slot, patience, paths));
    cool(intent, slot, instance, age, why);
    return fail(id, why);
  }

  private Health up(AppIntent intent, Slot slot, String id) {
    boolean news = !upSince.containsKey(id);
    upSince.putIfAbsent(id, clock.instant());
    if (news && !checkups.isResumed(id)) {
      tell(intent, slot, "State changed from starting to up");
    }
    complaints.end(intent, slot, id);
    return new Health.Up();
  }

  private Health stillUp(String id) {
    upSince.putIfAbsent(id, clock.instant());
    return new Health.Up();
  }

  /** Ends those that are not alive, as far as that is wise. */
  private void relieve(AppIntent intent, List<SeenInstance> seen) {
    for (int i = 0; i < seen.size(); i++) {
      SeenInstance instance = seen.get(i);
      if (instance.up()
          && checkups.find(instance.id()).orElse(NEW) instanceof Verdict.Dead dead
          && mayEnd(intent, instance, dead, seen)) {
        seen.set(i, end(intent, instance, dead));
      }
    }
  }

  private boolean mayEnd(
      AppIntent intent, SeenInstance instance, Verdict.Dead dead, List<SeenInstance> seen) {
    boolean serves =
        intent.serving().filter(r -> r.version().equals(instance.version())).isPresent();
    return !serves
        || relief.permits(intent, instance.slot(), dead.check().interval(), seen, clock.instant());
  }

  private SeenInstance end(AppIntent intent, SeenInstance instance, Verdict.Dead dead) {
    String id = instance.id();
    Slot slot = instance.slot();
    Instant now = clock.instant();
    Health.Failed why =
        instances
            .find(new InstanceId(id))
            .map(i -> diagnosis.unhealthy(slot, i, dead.check(), dead.last()))
            .orElseGet(() -> new Health.Failed(slot + " is gone."));
    tell(intent, slot, "State changed from up to crashed: it is not alive any more");
    Duration ran = Duration.between(upSince.getOrDefault(id, now), now);
    cool(intent, slot, instance.version(), ran, why);
    relief.restarted(slot.type(), now);
    return instance.with(fail(id, why));
  }

  private void tell(AppIntent intent, Slot slot, String text) {
    journal.platform(intent.app().id(), slot.toString(), text);
  }

  private Health exited(AppIntent intent, Slot slot, Instance instance, State.Exited exited) {
    String id = instance.id().value();
    journal.finish(instance);
    if (isFollowed(instance)) {
      return fail(id, new Health.Failed(slot + " had exited before."));
    }
    // Asks the engine, which may fail: before anything is told that would be told again then.
    Health.Failed why = diagnosis.exited(slot, instance, exited);
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
        "State changed from " + (upSince.containsKey(id) ? "up" : "starting") + " to crashed");
    Instant now = clock.instant();
    cool(intent, slot, instance, Duration.between(upSince.getOrDefault(id, now), now), why);
    return fail(id, why);
  }

  /** Whether the engine kept it when another was started in its place: all was told then. */
  private boolean isFollowed(Instance dead) {
    return adopting
        && present.stream()
            .filter(other -> other.name().equals(dead.name()))
            .filter(other -> other.state() instanceof State.Running)
            .anyMatch(other -> other.release() == dead.release() && other.epoch() == dead.epoch());
  }

  /** Only instances of what was live wait: a candidate gets no second try. */
  private void cool(
      AppIntent intent, Slot slot, Instance instance, Duration ran, Health.Failed why) {
    cool(intent, slot, new ReleaseVersion(instance.release()), ran, why);
  }

  private void cool(
      AppIntent intent, Slot slot, ReleaseVersion version, Duration ran, Health.Failed why) {
    if (intent.lasts(slot, version)) {
      Duration wait = coolOff.crashed(slot, version, ran, clock.instant(), why.cause());
      journal.platform(
          intent.app().id(),
          slot.toString(),
          "Restarting in %d s".formatted(Math.max(1, wait.toSeconds())));
    }
  }

  private Health.Failed fail(String id, Health.Failed why) {
    failed.put(id, why);
    checkups.end(id);
    return why;
  }

  /** Ends all checks: the app is gone. */
  void close() {
    forgetAllBut(Set.of());
  }

  private void forgetAllBut(Set<String> present) {
    known.keySet().retainAll(present);
    upSince.keySet().retainAll(present);
    failed.keySet().retainAll(present);
    since.keepOnly(present);
    watchedSince.keySet().retainAll(present);
    endpoints.keepOnly(present);
    complaints.keepOnly(present);
    checkups.keepOnly(present);
  }
}
