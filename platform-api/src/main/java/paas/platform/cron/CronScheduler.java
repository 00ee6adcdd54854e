package paas.platform.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.deploy.Journal;
import paas.platform.manifest.CronJob;
import paas.platform.store.AppStore;
import paas.platform.store.CronClaim;
import paas.platform.store.CronState;
import paas.platform.store.CronStore;
import paas.platform.store.ReleaseStore;

/**
 * Looks at every job of the platform once a minute, and runs those that are due. Owns one thread.
 */
public final class CronScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CronScheduler.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** A clock that somebody sets is noticed so soon. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final CronTable table;
  private final CronStore store;
  private final CronRunner runner;
  private final AppStore apps;
  private final ReleaseStore releases;
  private final Journal journal;
  private final InstantSource clock;
  private final Thread thread = Thread.ofVirtual().name("cron").unstarted(this::run);

  /** Instead of an interrupt, which in the middle of a write would close H2's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  CronScheduler(
      CronTable table,
      CronStore store,
      CronRunner runner,
      AppStore apps,
      ReleaseStore releases,
      Journal journal,
      InstantSource clock) {
    this.table = table;
    this.store = store;
    this.runner = runner;
    this.apps = apps;
    this.releases = releases;
    this.journal = journal;
    this.clock = clock;
  }

  /** Begins. Call once, when detached one-offs are adopted. */
  public void start() {
    thread.start();
  }

  private void run() {
    Instant minute = Instant.EPOCH;
    try {
      do {
        Instant current = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!current.equals(minute)) {
          minute = turned() ? current : minute;
        } else {
          again();
        }
      } while (!end.await(untilNextLook(minute).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("The cron scheduler is interrupted, and ends");
    }
  }

  private Duration untilNextLook(Instant minute) {
    Duration left = Duration.between(clock.instant(), minute.plus(1, ChronoUnit.MINUTES));
    return left.isPositive() && left.compareTo(LOOK) < 0 ? left.plusMillis(1) : LOOK;
  }

  private boolean turned() {
    try {
      turn();
      return true;
    } catch (RuntimeException e) {
      LOG.error("Cron jobs could not be looked at; again in {} s", LOOK.toSeconds(), e);
      return false;
    }
  }

  private void again() {
    try {
      runner.again();
    } catch (RuntimeException e) {
      LOG.error("Cron jobs that wait for the engine could not be tried again", e);
    }
  }

  /** Deals with everything that is due now. */
  void turn() {
    runner.again();
    runner.reconcile();
    Instant now = clock.instant();
    Map<AppId, List<Entry>> all = table.all();
    for (App app : apps.all()) {
      for (Entry entry : all.getOrDefault(app.id(), List.of())) {
        try {
          look(app, entry, now);
        } catch (RuntimeException e) {
          LOG.warn("Cron job {} of app {} failed", entry.job().name(), app.name(), e);
        }
      }
    }
  }

  private void look(App app, Entry entry, Instant now) {
    Instant handled = handled(app, entry, now);
    if (entry.paused()) {
      return;
    }
    switch (Due.of(entry.job(), handled, now)) {
      case Due.Nothing none -> {}
      case Due.Now due -> {
        if (keep(app, entry.job(), due.at())) {
          due.missedSince().ifPresent(first -> tellMissed(app, entry.job(), first, "not made up"));
        }
      }
      case Due.Missed missed -> missed(app, entry.job(), missed);
    }
  }

  /** A job that is new, or has another schedule than before, counts from when it came. */
  private Instant handled(App app, Entry entry, Instant now) {
    CronJob job = entry.job();
    Optional<CronState> known = entry.state().filter(state -> state.timing().equals(job.timing()));
    if (known.isPresent() && !isFarAhead(known.get().handledUntil(), now)) {
      return known.get().handledUntil();
    }
    Instant lately = now.minus(1, ChronoUnit.MINUTES);
    Instant from = entry.since().isAfter(lately) ? entry.since() : lately;
    Instant before =
        entry
            .state()
            .map(CronState::handledUntil)
            .filter(until -> !isFarAhead(until, now))
            .orElse(from);
    Instant handled = before.isAfter(from) ? before : from;
    store.keep(app.id(), job.name(), new CronState(job.timing(), entry.paused(), handled));
    return handled;
  }

  /** No schedule did that, but a clock that was wrong: it must not silence a job for years. */
  private static boolean isFarAhead(Instant until, Instant now) {
    return until.isAfter(now.plus(1, ChronoUnit.DAYS));
  }

  private void missed(App app, CronJob job, Due.Missed missed) {
    switch (job.terms().missed()) {
      case SKIP -> {
        if (store.pass(app.id(), job.name(), missed.last())) {
          tellMissed(app, job, missed.first(), "not made up (missed: skip)");
        }
      }
      case ONCE -> {
        if (keep(app, job, missed.last())) {
          tellMissed(app, job, missed.first(), "made up by one run now (missed: once)");
        }
      }
    }
  }

  /** Runs it for that time, or says why not; true for the first who deals with that time. */
  private boolean keep(App app, CronJob job, Instant due) {
    Optional<String> obstacle = obstacle(app);
    if (obstacle.isPresent()) {
      boolean first = store.pass(app.id(), job.name(), due);
      if (first) {
        tellSkipped(app, job, due, obstacle.get());
      }
      return first;
    }
    return switch (runner.run(app, job, Optional.of(due))) {
      case CronClaim.Granted granted -> true;
      case CronClaim.Refused refused -> {
        tellSkipped(app, job, due, refused.why());
        yield true;
      }
      case CronClaim.Known known -> false;
    };
  }

  private Optional<String> obstacle(App app) {
    return releases.serving(app.id()).isEmpty()
        ? Optional.of("the app has no release that runs")
        : Optional.empty();
  }

  private void tellSkipped(App app, CronJob job, Instant due, String why) {
    String text = "Cron job %s, due %s, is skipped: %s";
    journal.platform(app.id(), "cron", text.formatted(job.name(), CronRunner.shown(job, due), why));
  }

  private void tellMissed(App app, CronJob job, Instant first, String what) {
    String text =
        "Cron job %s was missed from %s on, as the platform was down or its clock was set forward: %s";
    journal.platform(
        app.id(), "cron", text.formatted(job.name(), CronRunner.shown(job, first), what));
  }

  @Override
  public void close() {
    end.countDown();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("The cron scheduler did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
