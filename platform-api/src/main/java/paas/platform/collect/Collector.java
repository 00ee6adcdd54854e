package paas.platform.collect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Remnant;
import paas.platform.build.BuildJournal;
import paas.platform.store.AppStore;

/**
 * Goes through all {@link Collectable}s in the background, one round at a time: after a start, soon
 * after each deploy and each app's end, and once a day. What it reclaimed is in the platform's own
 * log and, as an {@code app[api]} line, in the app's. Thread-safe.
 */
public final class Collector implements Remnant, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** How long after news a round begins, and when it is tried again where it could not end. */
  record Pace(Duration settle, Duration again, Duration atLeastEvery) {
    static final Pace STANDARD =
        new Pace(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofDays(1));
  }

  private final List<Collectable> collectables;
  private final AppStore apps;
  private final BuildJournal journal;
  private final Pace pace;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread = Thread.ofVirtual().name("collector").unstarted(this::run);

  /** Instead of an interrupt, which in the middle of a round could close H2's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  Collector(List<Collectable> collectables, AppStore apps, BuildJournal journal, Pace pace) {
    this.collectables =
        collectables.stream().sorted(Comparator.comparing(each -> !each.comesFirst())).toList();
    this.apps = apps;
    this.journal = journal;
    this.pace = pace;
  }

  /** Begins, with a round. Call once, when the engine answers. */
  public void start() {
    thread.start();
    wake();
  }

  /** There may be something to collect. Returns at once. */
  public void wake() {
    wanted.release();
  }

  /** What an app had in use is free only when all of it is gone. */
  @Override
  public void remove(App app) {}

  @Override
  public void removed(App app) {
    wake();
  }

  private void run() {
    try {
      Duration patience = pace.atLeastEvery();
      while (awaited(patience)) {
        wanted.drainPermits();
        patience = round() ? pace.again() : pace.atLeastEvery();
      }
    } catch (InterruptedException e) {
      LOG.debug("The collector is interrupted, and ends");
    }
  }

  /** Waits until a round is to begin; false at the end. */
  private boolean awaited(Duration patience) throws InterruptedException {
    Duration settle =
        wanted.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)
            ? pace.settle()
            : Duration.ZERO;
    return !end.await(settle.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns whether it could not do all. */
  boolean round() throws InterruptedException {
    List<Reclaimed> reclaimed = new ArrayList<>();
    boolean unfinished = false;
    for (Collectable collectable : collectables) {
      if (end.getCount() == 0) {
        break;
      }
      try {
        Collected collected = collectable.collect();
        reclaimed.addAll(collected.reclaimed());
        unfinished |= collected.unfinished();
      } catch (RuntimeException e) {
        LOG.warn("{} could not be collected", collectable.getClass().getSimpleName(), e);
        unfinished = true;
      }
    }
    report(reclaimed);
    return unfinished;
  }

  private void report(List<Reclaimed> reclaimed) {
    if (reclaimed.isEmpty()) {
      return;
    }
    LOG.info("{}", Report.of(reclaimed));
    Map<Optional<AppId>, List<Reclaimed>> byApp =
        reclaimed.stream().collect(Collectors.groupingBy(Reclaimed::app));
    byApp.forEach((app, some) -> app.flatMap(apps::find).ifPresent(living -> tell(living, some)));
  }

  private void tell(App app, List<Reclaimed> reclaimed) {
    journal.output(app.id(), "api", Report.of(reclaimed));
  }

  @Override
  public void close() {
    end.countDown();
    wake();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("The collector did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
