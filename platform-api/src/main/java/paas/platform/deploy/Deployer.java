package paas.platform.deploy;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.AppId;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.AppStore;
import paas.router.http.Endpoint;
import paas.runner.Instances;

/**
 * Keeps one control loop per app and wakes it: after a command stored a new intent, when the engine
 * reports a change, or when time has passed. Thread-safe.
 */
public final class Deployer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final LoopParts parts;
  private final RouteBoard board;
  private final AppStore apps;
  private final Outcomes outcomes;
  private final Map<AppId, LoopThread> loops = new ConcurrentHashMap<>();
  private final Metering metering;
  private final MeteringThread meter;
  private Instances.Watch watch = () -> {};

  Deployer(LoopParts parts, RouteBoard board, AppStore apps, Outcomes outcomes, Metering metering) {
    this.parts = parts;
    this.metering = metering;
    this.meter = new MeteringThread(metering);
    this.board = board;
    this.apps = apps;
    this.outcomes = outcomes;
  }

  /** Adopts what runs, and begins to tend every app. Call once. */
  public void start() {
    List<AppId> known = parts.intents().apps();
    board.start();
    known.forEach(this::wake);
    watch = parts.instances().watch(this::changed);
    meter.start();
    LOG.info("Tending {} apps", known.size());
  }

  /** The app's intent changed, or may have. Returns at once. */
  public void wake(AppId app) {
    loops.computeIfAbsent(app, this::newLoop).wake();
  }

  /**
   * Blocks until the release went live, gets its part of the requests as a canary or failed, or
   * time is up; returns which.
   */
  public Outcome await(UUID release, Duration atMost, Supplier<ReleaseStatus> stored)
      throws InterruptedException {
    return outcomes.await(release, atMost, stored);
  }

  /** A command ended this release: whoever waits for it is told. */
  public void ended(UUID release, ReleaseStatus status) {
    outcomes.settled(release, Outcome.of(status));
  }

  /** What exists of the app as its loop last saw it, in the order of the slots. */
  public List<InstanceView> instances(AppId app) {
    return Optional.ofNullable(loops.get(app))
        .flatMap(LoopThread::loop)
        .map(AppLoop::view)
        .orElse(List.of())
        .stream()
        .map(view -> view.metered(metering.of(view.container())))
        .toList();
  }

  /**
   * Waits until the app's instances are those that are awaited, as far as was stored before the
   * call; at most so long, and not beyond a crash of one of them.
   */
  public Settled awaitSettled(AppId app, Awaited awaited, Duration atMost)
      throws InterruptedException {
    Optional<AppLoop> loop = loops.computeIfAbsent(app, this::newLoop).loop();
    return loop.isPresent() ? loop.get().awaitSettled(awaited, atMost) : Settled.LATE;
  }

  /**
   * Waits until the router has acknowledged what was stored of these apps' routes before the call;
   * at most so long for all of them. Whatever comes later it gets when it can.
   */
  public void awaitRouted(Collection<AppId> changed, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    changed.forEach(this::wake);
    for (AppId app : changed) {
      Optional<AppLoop> loop = loops.computeIfAbsent(app, this::newLoop).loop();
      if (loop.isPresent()) {
        loop.get().awaitRouted(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    }
  }

  /** Where the app's requests go, as the router last acknowledged. */
  public List<Endpoint> routed(AppId app) {
    return Optional.ofNullable(loops.get(app))
        .flatMap(LoopThread::loop)
        .map(AppLoop::routed)
        .orElse(List.of());
  }

  /** Whether a loop works for the app, be it that it takes it away. */
  boolean isTending(AppId app) {
    return loops.containsKey(app);
  }

  /** Deletes the app from the store; its loop then takes everything of it away. Returns at once. */
  public void destroy(AppId app) {
    Optional<AppLoop> loop = loops.computeIfAbsent(app, this::newLoop).loop();
    apps.find(app).ifPresent(known -> loop.ifPresent(one -> one.leaving(known)));
    apps.delete(app);
    wake(app);
  }

  private LoopThread newLoop(AppId app) {
    LoopThread thread = new LoopThread(app.toString(), () -> loops.remove(app));
    thread.start(new AppLoop(app, parts, thread::wake));
    return thread;
  }

  /** What the loop itself is stopping is no news to it. */
  private void changed(Instances.News news) {
    Optional.ofNullable(loops.get(new AppId(UUID.fromString(news.app()))))
        .filter(thread -> thread.loop().filter(loop -> loop.isStopping(news.id())).isEmpty())
        .ifPresent(LoopThread::wake);
  }

  /** Turns that go on are waited for, but for what only the router's answer would end. */
  @Override
  public void close() {
    watch.close();
    meter.close();
    loops.values().forEach(LoopThread::close);
    board.close();
    try {
      awaitEnds();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnds() throws InterruptedException {
    long end = System.nanoTime() + CLOSING.toNanos();
    for (LoopThread loop : loops.values()) {
      if (!loop.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        LOG.warn("Not all apps' loops ended within {} s", CLOSING.toSeconds());
        return;
      }
    }
  }
}
