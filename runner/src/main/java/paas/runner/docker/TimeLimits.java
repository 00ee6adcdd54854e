package paas.runner.docker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;
import paas.runner.engine.EngineUnavailable;

/**
 * Stops one-offs that have run for as long as they may; where the engine is away, once it is back,
 * and where it refuses, again and again. Owns a thread.
 */
final class TimeLimits implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TimeLimits.class);

  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

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

  /** The limit of one one-off. */
  final class Limit {
    private final InstanceId id;
    private final Duration grace;
    private final Future<?> timer;

    private Limit(InstanceId id, Duration left, Duration grace) {
      this.id = id;
      this.grace = grace;
      this.timer = in(left, () -> stop(id, grace, AGAIN));
    }

    /** It has ended, or may run for longer. */
    void lift() {
      timer.cancel(false);
    }

    /** Its time is up, whatever is left of it. */
    void reachNow() {
      lift();
      in(Duration.ZERO, () -> stop(id, grace, AGAIN));
    }
  }

  Limit set(InstanceId id, Instant deadline, Duration grace) {
    return new Limit(id, Duration.between(clock.instant(), deadline), grace);
  }

  private Future<?> in(Duration left, Runnable stop) {
    try {
      return timers.schedule(
          () -> Thread.ofVirtual().name("one-off-limit").start(stop),
          Math.max(0, left.toMillis()),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("The platform stops: what runs on is looked after at its next start", e);
      return CompletableFuture.completedFuture(null);
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }

  /**
   * @param pause before the next try, where the engine refuses this one
   */
  private void stop(InstanceId id, Duration grace, Duration pause) {
    try {
      containers.stop(id, grace);
    } catch (EngineUnavailable e) {
      log.debug("One-off {} is stopped once the engine is back", id.value(), e);
      in(AGAIN, () -> stop(id, grace, AGAIN));
    } catch (RuntimeException e) {
      log.error(
          "Could not stop one-off {} at its time limit; again in {} s",
          id.value(),
          pause.toSeconds(),
          e);
      Duration longer = pause.multipliedBy(2);
      Duration next = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      in(pause, () -> stop(id, grace, next));
    }
  }
}
