package paas.platform.deploy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.formation.ProcessSettings;
import paas.platform.plan.Cause;
import paas.platform.plan.Exposures;
import paas.platform.plan.Health;
import paas.platform.plan.SeenInstance;
import paas.platform.plan.Step;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.router.http.Endpoint;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.engine.EngineUnavailable;

/**
 * One app's control loop, one turn at a time: look, plan, perform. A turn may be lost at any point:
 * the next one sees what came of it. Confined to one thread.
 */
final class AppLoop {
  /** A turn waits for its starts: with hundreds at once it would be blind for minutes. */
  private static final int STARTS_A_TURN = 16;

  private static final Duration SOON = Duration.ofMillis(1);

  private final AppId app;
  private final Intents intents;
  private final Observer observer;
  private final Departures departures;
  private final Performer performer;
  private final CoolOff coolOff;
  private final Refusals refusals = new Refusals();
  private final Deliberation deliberation;
  private final Publication publication;
  private final Traffic traffic;
  private final PhaseRunner phases;
  private final Journal journal;
  private final DeploySettings settings;
  private final InstantSource clock;
  private final Executor starts;
  private final Teardown teardown;
  private final Settling settling = new Settling();
  private final Routing routing = new Routing();
  private final Runnable wake;

  private volatile Optional<App> known = Optional.empty();
  private Optional<Look> lastLook = Optional.empty();
  private volatile InstanceViews lastSeen = InstanceViews.NONE;

  AppLoop(AppId app, LoopParts parts, Runnable wake) {
    this.app = app;
    this.intents = parts.intents();
    this.coolOff = new CoolOff(parts.random());
    this.deliberation =
        new Deliberation(new Surges(parts.memory(), parts.settings().memoryBytes()));
    this.observer = new Observer(parts, coolOff, refusals, wake);
    this.departures = new Departures(app, parts, wake);
    this.performer = new Performer(parts, departures, refusals, wake);
    this.traffic = parts.traffic();
    this.publication = new Publication(app, new Routes(parts.settings().domain()), traffic);
    this.phases = new PhaseRunner(parts, wake);
    this.journal = parts.journal();
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.starts = parts.starts();
    this.teardown = parts.teardown();
    this.wake = wake;
  }

  /** What the last turn saw, for people. Any thread. */
  List<InstanceView> view() {
    return lastSeen.views();
  }

  /** The app is about to be destroyed, perhaps before the first turn has seen it. Any thread. */
  void leaving(App leaver) {
    known = Optional.of(leaver);
  }

  /** A line about the whole app, in its log. */
  void tell(String text) {
    journal.event(app, text);
  }

  /** Whether its stop is under way, which ends with a turn. Any thread. */
  boolean isStopping(InstanceId id) {
    return departures.stopping().contains(id);
  }

  /**
   * Waits until the instances are those that are awaited, one of their types has crashed, or time
   * is up. Any thread but the loop's.
   *
   * @return whether they are
   */
  Settled awaitSettled(Awaited awaited, Duration atMost) throws InterruptedException {
    return settling.await(awaited, atMost, wake);
  }

  /**
   * Waits until the router has acknowledged routes that say what was stored before the call, or
   * time is up; returns which. Any thread but the loop's.
   */
  boolean awaitRouted(Duration atMost) throws InterruptedException {
    return routing.await(atMost, wake);
  }

  /** Where requests go, as the router last acknowledged. Any thread. */
  List<Endpoint> routed() {
    return publication.endpoints();
  }

  /** One turn. Returns how long nothing needs to be done unless woken; absent: the app is gone. */
  Optional<Duration> turn() throws InterruptedException {
    settling.begin();
    routing.begin();
    Optional<AppIntent> intent = advanced(intents.load(app));
    if (intent.isEmpty()) {
      leave();
      return Optional.empty();
    }
    // Equal ones become the same: who keeps it for the next turn keeps no copy of the config.
    AppIntent now = lastLook.map(Look::intent).filter(intent.get()::equals).orElse(intent.get());
    known = Optional.of(now.app());
    departures.follow(now.formation());
    Look look = look(now);
    if (observer.isAsking()) {
      return Optional.of(settings.probeEvery());
    }
    List<Step> steps = due(look);
    perform(look, steps);
    if (steps.size() == 1 && steps.getFirst() instanceof Step.Publish) {
      // What only waited for the router's word needs no second look.
      perform(look, due(look));
    }
    settling.end(() -> Settling.of(now, staying(look.seen()), !steps.isEmpty(), lastSeen.views()));
    return Optional.of(steps.isEmpty() ? untilNextLook(look.seen()) : SOON);
  }

  /** What is to be done now: of what the engine has refused, that whose time has come. */
  private List<Step> due(Look look) {
    refusals.keepOnly(look.seen().stream().map(SeenInstance::id).collect(Collectors.toSet()));
    Set<InstanceId> stopping = departures.stopping();
    Stream<Step> planned =
        deliberation.steps(look, publication.stillTrue(look)).stream()
            .filter(step -> !refusals.postpone(step));
    Stream<Step> again =
        refusals.due(clock.instant()).stream()
            .filter(step ->
                !(step instanceof Step.Stop(var id)) || !stopping.contains(new InstanceId(id)));
    return Stream.concat(planned, again).toList();
  }

  /** The last one itself where there is no news, so that it is soon found to be the same. */
  private Look look(AppIntent intent) {
    Look look = observer.look(intent, departures.stopping());
    if (lastLook.filter(look::equals).isEmpty()) {
      lastLook = Optional.of(look);
      lastSeen = InstanceViews.of(look, clock.instant());
    }
    return lastLook.get();
  }

  /** The app is gone from the store: no traffic first, then everything of it. */
  private void leave() throws InterruptedException {
    observer.close();
    traffic.publish(app, List.of());
    routing.close();
    known.ifPresent(teardown::remove);
    settling.close();
  }

  /** The intent, after its pending release was moved on, if there was need to. */
  private Optional<AppIntent> advanced(Optional<AppIntent> intent) {
    phases.keepOnly(intent.flatMap(AppIntent::pending));
    if (intent.isEmpty() || intent.get().pending().equals(intent.get().rolling())) {
      return intent;
    }
    phases.advance(intent.get().app(), intent.get().pending().orElseThrow());
    return intents.load(app);
  }

  private Duration untilNextLook(List<SeenInstance> seen) {
    for (SeenInstance instance : seen) {
      if (instance.health() instanceof Health.Booting) {
        return settings.probeEvery();
      }
    }
    Instant now = clock.instant();
    return Stream.concat(coolOff.next(now).stream(), refusals.next(now).stream())
        .min(Instant::compareTo)
        .map(next -> Duration.between(now, next).plusMillis(1))
        .filter(wait -> wait.compareTo(settings.lookEvery()) < 0)
        .orElse(settings.lookEvery());
  }

  private void perform(Look look, List<Step> steps) throws InterruptedException {
    if (steps.stream().noneMatch(Step.Publish.class::isInstance)) {
      routing.acknowledged();
    }
    AppIntent intent = look.intent();
    Map<Step.Start, CompletableFuture<Optional<RuntimeException>>> starting = new HashMap<>();
    try {
      for (Step step : steps) {
        switch (step) {
          case Step.Start s when starting.size() == STARTS_A_TURN -> {}
          case Step.Start start -> starting.put(start, begin(look, start));
          case Step.Publish(var exposures) -> publish(look, exposures);
          case Step.Stop(var id) ->
              stop(intent, observer.instance(id), Optional.ofNullable(look.endpoints().get(id)));
          case Step.Reap(var id) -> performer.reap(app, observer.instance(id));
          case Step.Begin(var version) -> begin(intent);
          case Step.Succeed(var version) -> finish(intent, new ReleaseStatus.Succeeded());
          case Step.Fail(var version, var why) -> finish(intent, new ReleaseStatus.Failed(why));
        }
      }
    } finally {
      // Whatever a step threw: no start goes on behind the next turn's back.
      starting.values().forEach(CompletableFuture::join);
    }
    for (var start : starting.entrySet()) {
      started(intent, start.getKey(), start.getValue().join());
    }
  }

  private void publish(Look look, Exposures exposures) throws InterruptedException {
    publication.publish(look, exposures);
    routing.acknowledged();
  }

  private void stop(AppIntent intent, Instance instance, Optional<Endpoint> endpoint) {
    ProcessSettings chosen = intent.formation().settings(Observer.slot(instance).type());
    performer.stop(app, instance, endpoint, chosen.webSocketGrace());
  }

  /** Nobody waits for those that leave and are held up by their clients, or by the engine. */
  private List<SeenInstance> staying(List<SeenInstance> seen) {
    Set<InstanceId> held = departures.held();
    return seen.stream()
        .filter(one -> !held.contains(new InstanceId(one.id())) && !refusals.concern(one.id()))
        .toList();
  }

  private void begin(AppIntent intent) {
    boolean begun = intent.rolling().filter(intents::begun).isPresent();
    intent
        .canary()
        .filter(canary -> begun)
        .ifPresent(canary ->
            tell(
                "Canary %s is up: it gets %s of the requests"
                    .formatted(canary.version(), canary.percent())));
  }

  /** Completes with what went wrong, if something did. */
  private CompletableFuture<Optional<RuntimeException>> begin(Look look, Step.Start start) {
    AppIntent intent = look.intent();
    ProcessType type = start.slot().type();
    if (look.seen().stream().anyMatch(one -> one.up() && one.slot().equals(start.slot()))) {
      deliberation.surge(type).ifPresent(surge -> departures.makeRoom(type, surge));
    }
    Release release = release(intent, start.version());
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            performer.start(intent, release, start);
            return Optional.empty();
          } catch (RuntimeException e) {
            return Optional.of(e);
          }
        },
        starts);
  }

  /** A candidate that cannot even be started has failed; the serving release tries again later. */
  private void started(AppIntent intent, Step.Start start, Optional<RuntimeException> failure) {
    if (failure.isEmpty()) {
      return;
    }
    if (failure.get() instanceof EngineUnavailable down) {
      throw down;
    }
    String why = start.slot() + " could not be started: " + failure.get().getMessage();
    if (isPending(intent, start.version()) && !intent.lasts(start.slot(), start.version())) {
      finish(intent, new ReleaseStatus.Failed(why));
    } else {
      coolOff.crashed(start.slot(), start.version(), Duration.ZERO, clock.instant(), Cause.of(why));
      journal.platform(app, start.slot().toString(), why);
    }
  }

  private void finish(AppIntent intent, ReleaseStatus status) {
    boolean stored = intent.rolling().filter(release -> intents.mark(release, status)).isPresent();
    if (stored && intent.canary().isPresent() && status instanceof ReleaseStatus.Failed failed) {
      ReleaseVersion version = intent.canary().get().version();
      tell("Canary " + version + " has failed and gets nothing: " + failed.why());
    }
  }

  private static boolean isPending(AppIntent intent, ReleaseVersion version) {
    return intent.rolling().filter(r -> r.version().equals(version)).isPresent();
  }

  private static Release release(AppIntent intent, ReleaseVersion version) {
    return isPending(intent, version)
        ? intent.rolling().orElseThrow()
        : intent.serving().orElseThrow();
  }
}
