package paas.platform.intake;

import java.time.Duration;
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
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final BuildQueue store;
  private final AppStore apps;
  private final Builds builds;
  private final Deploys deploys;
  private final Uploads uploads;
  private final List<Way> ways;
  private final Askers askers;
  private final InstantSource clock;
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
      InstantSource clock) {
    this.store = store;
    this.apps = apps;
    this.builds = builds;
    this.deploys = deploys;
    this.uploads = uploads;
    this.ways = List.copyOf(ways);
    this.askers = askers;
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
    try {
      while (goOn(app)) {
        tryAll(app);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop(app);
    } catch (RuntimeException e) {
      LOG.error("The builds of app {} that wait are not looked after until the next", app, e);
      stop(app);
    }
  }

  /** Those that a database which is away kept from beginning, or from being ended, stay in line. */
  private void tryAll(AppId app) throws InterruptedException {
    try {
      store.of(app).forEach(this::deploy);
    } catch (Unavailable e) {
      LOG.warn(
          "The builds of app {} that wait are looked after again in {} s: {}",
          app,
          AGAIN.toSeconds(),
          e.getMessage());
      Thread.sleep(AGAIN);
      again(app);
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
    failed(build, "The platform failed at it; its own log says more.");
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

  /** What fails from here on has failed, unless even that cannot be stored. */
  private void begun(App app, QueuedBuild queued, Requester requester) {
    try {
      run(app, queued, requester);
    } catch (RuntimeException e) {
      broken(queued.build().id(), e);
    }
  }

  private void run(App app, QueuedBuild queued, Requester requester) {
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
        new Console(line -> {}),
        requester,
        unlessStopping(arrival.notes()),
        why -> failed(build, why));
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
