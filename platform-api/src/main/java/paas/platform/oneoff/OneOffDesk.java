package paas.platform.oneoff;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import paas.platform.app.Adoption;
import paas.platform.app.App;
import paas.platform.app.Remnant;
import paas.platform.deploy.Journal;
import paas.platform.deploy.Launch;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.formation.Capacity;
import paas.platform.formation.HostMemory;
import paas.platform.formation.Promises;
import paas.platform.formation.Size;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.ReleaseStore;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;

/**
 * Starts, lists and stops one-offs. What runs is asked of the engine; only the words that were
 * typed are remembered here, for lists, and lost with a restart. Thread-safe, blocking.
 */
public final class OneOffDesk implements Adoption, Remnant, AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** After which a step that the engine or the database did not take is tried once more. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** Of one app at a time. */
  private static final int MOST = 50;

  private final OneOffs oneOffs;
  private final Launch launch;
  private final Planning planning;
  private final HostMemory.Gauge memory;
  private final Promises promises;
  private final InstantSource clock;
  private final Aftermath aftermath;
  private final Endings endings;

  public OneOffDesk(
      OneOffs oneOffs,
      ReleaseStore releases,
      Journal journal,
      Launch launch,
      HostMemory.Gauge memory,
      Promises promises,
      InstantSource clock) {
    this.oneOffs = oneOffs;
    this.launch = launch;
    this.planning = new Planning(releases, launch, RandomGenerator.getDefault(), clock);
    this.memory = memory;
    this.promises = promises;
    this.clock = clock;
    this.aftermath = new Aftermath(journal);
    this.endings = new Endings(oneOffs, journal, aftermath, clock, AGAIN);
  }

  /** Tells whoever this is of every end from now on. */
  public void tell(Sequel sequel) {
    aftermath.add(sequel);
  }

  /**
   * Checks and decides; starts nothing. Refused where the machine has no memory for it, which is
   * kept for it until it starts.
   */
  public Plan plan(App app, RunRequest request) {
    return roomFor(planning.plan(app, request, names(app)));
  }

  /** The same for one that the platform itself asks for. */
  public Plan plan(App app, JobRequest request) {
    return roomFor(planning.plan(app, request));
  }

  /** What is counted and measured holds until it is promised, or it is done again. */
  private Plan roomFor(Plan plan) {
    long needed = plan.spec().limits().memoryBytes() >> 20;
    UUID app = plan.app().id().value();
    long stamp;
    do {
      stamp = promises.stamp();
      // In this order: one that starts meanwhile is counted twice, and not overlooked.
      int promised = promises.of(app);
      requireFewer(plan.app(), promised + existing(plan.app()).size());
      new Capacity(memory.read(), needed).requireOneOff(needed);
    } while (!promises.make(stamp, plan.id(), app, needed));
    return plan;
  }

  /** From now on the engine tells of it. */
  private <T> T starting(Plan plan, Supplier<T> start) {
    try {
      return EngineFaults.translated(start);
    } finally {
      promises.end(plan.id());
    }
  }

  private Set<String> names(App app) {
    Set<String> names = new HashSet<>();
    existing(app).forEach(one -> names.add(one.name()));
    return names;
  }

  private static void requireFewer(App app, int oneOffs) {
    if (oneOffs >= MOST) {
      throw new Rejected(
          Reason.RATE_LIMIT,
          "App '" + app.name() + "' has " + MOST + " one-offs running: wait, or stop some.");
    }
  }

  /** Starts it with input and output attached; whoever asked closes it. */
  public Attached attach(Plan plan) {
    Instant began = clock.instant(); // Its time counts from before it runs.
    OneOff oneOff = starting(plan, () -> oneOffs.start(plan.spec()));
    aftermath.remember(oneOff.id(), plan);
    aftermath.say(plan.app(), plan.name(), "State changed from starting to up");
    return new Attached(
        oneOff,
        plan.spec().terminal().isPresent(),
        code -> aftermath.say(plan, code, began, clock.instant()),
        () -> aftermath.gone(oneOff.id()));
  }

  /** As {@link #attach}, when its user attaches. */
  public Pending pending(Plan plan) {
    return new Pending(plan.app(), plan.name(), () -> attach(plan));
  }

  /** Starts it with nobody attached: its output goes to the app's log. */
  public void detach(Plan plan) {
    aftermath.say(plan.app(), plan.name(), "Starting process");
    InstanceId id = starting(plan, () -> oneOffs.startDetached(plan.spec()));
    aftermath.remember(id, plan);
    aftermath.say(plan.app(), plan.name(), "State changed from starting to up");
    endings.await(plan.app(), instance(plan, id));
  }

  private Instance instance(Plan plan, InstanceId id) {
    return new Instance(
        id,
        plan.spec().app(),
        plan.spec().type(),
        plan.spec().ordinal(),
        plan.spec().release(),
        0,
        plan.spec().grace(),
        plan.spec().limits().memoryBytes(),
        new State.Running(clock.instant(), "", 0));
  }

  /** After a restart: goes on reading what detached ones print, and waiting for their ends. */
  @Override
  public void adopt(App app) {
    existing(app).stream().filter(RunningOneOff::detached).forEach(found -> watch(app, found));
  }

  /**
   * Waits for the end of a detached one again, if nobody does. False when there is none of that
   * name: it never was, or its end was told.
   */
  public boolean resume(App app, String name) {
    Optional<RunningOneOff> found =
        existing(app).stream().filter(one -> one.detached() && one.name().equals(name)).findFirst();
    found.ifPresent(one -> watch(app, one));
    return found.isPresent();
  }

  private void watch(App app, RunningOneOff found) {
    endings.await(
        app,
        new Instance(
            found.id(),
            found.app(),
            found.type(),
            found.ordinal(),
            found.release(),
            0,
            GRACE,
            found.memoryBytes(),
            found.state()));
  }

  public List<Running> list(App app) {
    return existing(app).stream().map(this::shown).toList();
  }

  private Running shown(RunningOneOff found) {
    Optional<Plan> plan = aftermath.plan(found.id());
    return new Running(
        UUID.nameUUIDFromBytes(found.id().value().getBytes(StandardCharsets.US_ASCII)),
        found.name(),
        state(found.state()),
        new ReleaseVersion(found.release()),
        plan.map(Plan::command).orElse(""),
        plan.map(Plan::size).orElseGet(() -> Size.ofMemory(found.memoryBytes())),
        plan.map(Plan::madeAt).orElseGet(() -> since(found.state())));
  }

  private static String state(State state) {
    return switch (state) {
      case State.Created s -> "starting";
      case State.Running s -> "up";
      case State.CutOff s -> "up";
      case State.Exited s -> "complete";
    };
  }

  private Instant since(State state) {
    return switch (state) {
      case State.Created s -> clock.instant();
      case State.Running s -> s.since();
      case State.CutOff s -> s.since();
      case State.Exited s -> s.at();
    };
  }

  /** Stops the one-off of that name; false when the app has none. */
  public boolean stop(App app, String name) {
    Optional<RunningOneOff> found =
        existing(app).stream().filter(one -> one.name().equals(name)).findFirst();
    found.ifPresent(one -> stop(app, one));
    return found.isPresent();
  }

  /** Its end is waited for first, if nobody does. */
  private void stop(App app, RunningOneOff found) {
    if (found.detached()) {
      watch(app, found);
    }
    EngineFaults.translated(() -> {
      oneOffs.stop(found.id(), GRACE);
      return found;
    });
  }

  private List<RunningOneOff> existing(App app) {
    return EngineFaults.translated(() -> oneOffs.list(launch.key(app)));
  }

  /** Nobody is told how they end. */
  @Override
  public void end(App app) {
    endings.drop(app);
  }

  /** Once more, for what was started meanwhile. */
  @Override
  public void remove(App app) {
    endings.drop(app);
    aftermath.forget(app);
  }

  /** Stops watching; what runs goes on, and is adopted at the next start. */
  @Override
  public void close() {
    endings.close();
  }
}
