package paas.platform.cron;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import paas.platform.deploy.Journal;
import paas.platform.oneoff.OneOffDesk;
import paas.platform.store.AppStore;
import paas.platform.store.CronRunStore;
import paas.platform.store.CronStore;
import paas.platform.store.ReleaseStore;

/** Puts the cron jobs together. */
@Factory
final class CronFactory {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** On which runs are started; an interrupt could close H2's file, so they are waited for. */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("cron-start-", 0).factory());

  @PreDestroy
  void close() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
  }

  @Singleton
  CronTable table(CronStore store) {
    return new CronTable(store);
  }

  /** Hears of the ends of runs from the first one-off on. */
  @Singleton
  CronRunner runner(
      CronRunStore runs, OneOffDesk desk, AppStore apps, Journal journal, InstantSource clock) {
    CronRunner runner = new CronRunner(runs, desk, apps, journal, threads, clock);
    desk.tell(runner);
    return runner;
  }

  @Singleton
  CronDesk desk(
      CronTable table,
      CronStore store,
      CronRunStore runs,
      CronRunner runner,
      ReleaseStore releases,
      InstantSource clock) {
    return new CronDesk(table, store, runs, runner, releases, clock);
  }

  @Singleton
  @Bean(preDestroy = "close")
  CronScheduler scheduler(
      CronTable table,
      CronStore store,
      CronRunner runner,
      AppStore apps,
      ReleaseStore releases,
      Journal journal,
      InstantSource clock) {
    return new CronScheduler(table, store, runner, apps, releases, journal, clock);
  }
}
