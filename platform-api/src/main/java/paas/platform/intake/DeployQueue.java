package paas.platform.intake;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.build.Builds;
import paas.platform.fault.Rejected;
import paas.platform.fault.Unavailable;
import paas.platform.store.AppStore;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildQueue;
import paas.platform.store.BuildRecord;
import paas.platform.store.QueuedBuild;

/**
 * Runs the deploys that nobody holds a connection for: one after the other per app, in the order
 * they were asked for. All of them are in the store, so a kill only delays them. Thread-safe.
 */
public final class DeployQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeployQueue.class);
  private static final String BROKEN = "The platform failed at it; its own log says more.";

  private final BuildQueue store;
  private final AppStore apps;
  private final Builds builds;
  private final Deploys deploys;
  private final Uploads uploads;
  private final List<Way> ways;
  private final Askers askers;
  private final Ends ends;
  private final InstantSource clock;
  private final Outage outage = new Outage();
  private final Map<UUID, Requester> running = new ConcurrentHashMap<>();
  private final Set<AppId> woken = new HashSet<>(); // guarded by this
  private final Set<AppId> tended = new HashSet<>(); // guarded by this
  private boolean open; // guarded by this

  public DeployQueue(
      BuildQueue store,
      AppStore apps,
      Builds builds,
      Deploys deploys,
      Uploads uploads,
      List<Way> ways,
      Askers askers,
      Ends ends,
      InstantSource clock) {
    this.store = store;
    this.apps = apps;
    this.builds = builds;
    this.deploys = deploys;
    this.uploads = uploads;
    this.ways = List.copyOf(ways);
    this.askers = askers;
    this.ends = ends;
    this.clock = clock;
  }

  /** Begins to work, with what a former process left. Call once, after the builds recovered. */
  public void start() {
    uploads.removeParts();
    uploads.sweep(store.uploads());
    synchronized (this) {
      open = true;
    }
    store.apps().forEach(this::wake);
  }

  /** Stands in line; the build is pending. Returns at once. */
  public BuildRecord add(App app, BuildOrder order, String version, String by) {
    BuildRecord build = store.add(app.id(), order, version, by, clock.instant());
    wake(app.id());
    return build;
  }

  /**
   * Ends a build of this queue, waiting or running; false when it is none of it. A conflict once it
   * is being rolled out.
   */
  public boolean cancel(UUID build) {
    if (ended(build)) {
      return true;
    }
    if (store.find(build).isEmpty()) {
      return false;
    }
    builds.fail(build, "Cancelled before it began.");
    // It may have begun between the two looks.
    ended(build);
    return true;
  }

  /** Ends one that is being run; false where it is not. */
  private boolean ended(UUID build) {
    Optional<Requester> requester = Optional.ofNullable(running.get(build));
    if (requester.isPresent() && !requester.get().left()) {
      throw Rejected.conflict(
          "The build has ended, its release is on its way: go back with `paas rollback`.");
    }
    return requester.isPresent();
  }

  private void wake(AppId app) {
    synchronized (this) {
      woken.add(app);
      if (!open || !tended.add(app)) {
        return;
      }
    }
    Thread.ofVirtual().name("deploys-" + app).start(() -> tend(app));
  }

  private void tend(AppId app) {
    Pause pause = new Pause();
    try {
      while (goOn(app)) {
        pause = tryAll(app, pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(app);
    } catch (RuntimeException e) {
      LOG.error("The builds of app {} that wait are not looked after until the next", app, e);
      stop(app);
    }
  }

  /** Those that a database which is away kept from beginning stay in line. */
  private Pause tryAll(AppId app, Pause pause) throws InterruptedException {
    try {
      store.of(app).forEach(this::deploy);
      if (outage.ends()) {
        LOG.info("The builds that wait are looked after again");
      }
      return new Pause();
    } catch (Unavailable e) {
      if (outage.begins()) {
        LOG.warn("The builds that wait are looked after later: {}", e.getMessage());
      }
      Thread.sleep(pause.next());
      again(app);
      return pause;
    }
  }

  private synchronized void again(AppId app) {
    woken.add(app);
  }

  private synchronized boolean goOn(AppId app) {
    boolean more = open && woken.remove(app);
    if (!more) {
      tended.remove(app);
    }
    return more;
  }

  private synchronized void stop(AppId app) {
    tended.remove(app);
  }

  private synchronized boolean isOpen() {
    return open;
  }

  private void deploy(QueuedBuild queued) {
    UUID build = queued.build().id();
    Requester requester = new Requester(() -> askers.mayStill(queued));
    running.put(build, requester);
    try {
      // What has ended is in line until that is stored.
      ends.catchUp();
      Optional<App> app = apps.find(queued.build().app());
      if (isOpen() && app.isPresent() && store.find(build).isPresent()) {
        inTurn(app.get(), queued, requester);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Unavailable notBegun) {
      throw notBegun;
    } catch (RuntimeException e) {
      broken(build, e);
    } finally {
      running.remove(build);
    }
  }

  private void broken(UUID build, RuntimeException why) {
    LOG.error("Build {} failed inside the platform", build, why);
    failed(build, BROKEN);
  }

  private void inTurn(App app, QueuedBuild queued, Requester requester)
      throws InterruptedException {
    UUID build = queued.build().id();
    try (Builds.Output kept = builds.output(build)) {
      Console console = new Console(kept::line);
      if (!deploys.await(app, queued.build().by(), console, requester)) {
        failed(build, "Cancelled before it began.");
        return;
      }
    }
    try {
      if (requester.stillAllowed()) {
        begun(app, queued, requester);
      } else {
        failed(build, "Not begun: " + Deploys.LOCKED_OUT.why());
      }
    } finally {
      deploys.give(app.id());
    }
  }

  private void begun(App app, QueuedBuild queued, Requester requester) {
    Work work = new Work(queued.build().id());
    try {
      run(app, queued, requester, work);
    } catch (RuntimeException e) {
      LOG.error("Build {} failed inside the platform", queued.build().id(), e);
      work.because(BROKEN);
    }
  }

  /**
   * One that is being made. Once it has printed something it is not made again because the database
   * does not take its end now; before that, it stays in line.
   */
  private final class Work implements Deploys.Failing {
    private final UUID build;
    private volatile boolean begun;

    private Work(UUID build) {
      this.build = build;
    }

    private void heard(String line) {
      begun = true;
    }

    @Override
    public void because(String why) {
      if (begun && isOpen()) {
        ends.fail(build, why);
      } else {
        failed(build, why);
      }
    }
  }

  private void run(App app, QueuedBuild queued, Requester requester, Work work) {
    UUID build = queued.build().id();
    Way.Arrival arrival =
        ways.stream()
            .flatMap(way -> way.arrival(app, queued).stream())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no way for " + queued.order()));
    deploys.run(
        new Deployment(
            app, queued.build().commit(), queued.build().by(), Optional.empty(), arrival.maker()),
        build,
        new Console(work::heard),
        requester,
        unlessStopping(arrival.notes()),
        work);
  }

  /** What was cut off by our own end is run again at the next start. */
  private Notes unlessStopping(Notes notes) {
    return new Notes() {
      @Override
      public void beforeRelease() throws java.io.IOException {
        notes.beforeRelease();
      }

      @Override
      public void ended(boolean live) throws java.io.IOException {
        if (live || isOpen()) {
          notes.ended(live);
        }
      }
    };
  }

  private void failed(UUID build, String why) {
    if (isOpen()) {
      builds.fail(build, why);
    }
  }

  /** From here on nothing begins, and what is cut off stays in line. */
  @Override
  public synchronized void close() {
    open = false;
  }
}
