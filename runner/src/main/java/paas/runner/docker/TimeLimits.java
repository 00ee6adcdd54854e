package paas.runner.docker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;

/** Stops one-offs that have run for as long as they may. Owns a thread. */
final class TimeLimits implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TimeLimits.class);

  private final Containers containers;
  private final InstantSource clock;
  private final ScheduledThreadPoolExecutor timers;

  TimeLimits(Containers containers, InstantSource clock) {
    this.containers = containers;
    this.clock = clock;
    this.timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("one-off-limits").factory());
    timers.setRemoveOnCancelPolicy(true);
  }

  /** Runs the returned action to lift the limit. */
  Runnable set(InstanceId id, Instant deadline, Duration grace) {
    long left = Math.max(0, Duration.between(clock.instant(), deadline).toMillis());
    Future<?> timer =
        timers.schedule(() -> stopInBackground(id, grace), left, TimeUnit.MILLISECONDS);
    return () -> timer.cancel(false);
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }

  private void stopInBackground(InstanceId id, Duration grace) {
    Thread.ofVirtual().name("one-off-limit").start(() -> stop(id, grace));
  }

  private void stop(InstanceId id, Duration grace) {
    try {
      containers.stop(id, grace);
    } catch (RuntimeException e) {
      log.error("Could not stop one-off {} at its time limit", id.value(), e);
    }
  }
}
