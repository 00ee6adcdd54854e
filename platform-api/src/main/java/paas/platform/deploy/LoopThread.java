package paas.platform.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;
import paas.runner.engine.EngineUnavailable;

/**
 * Turns one app's loop on a virtual thread: when woken, when due, and again after a failure. Any
 * number of wakes before a turn are one.
 */
final class LoopThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration AFTER_BUG = Duration.ofSeconds(5);

  private final String name;
  private final Semaphore woken = new Semaphore(1);
  private final Thread thread;
  private final Runnable whenGone;
  private Optional<AppLoop> loop = Optional.empty();
  private String lastFailure = "";

  LoopThread(String name, Runnable whenGone) {
    this.name = name;
    this.whenGone = whenGone;
    this.thread = Thread.ofVirtual().name("loop-" + name).unstarted(this::run);
  }

  void start(AppLoop appLoop) {
    loop = Optional.of(appLoop);
    thread.start();
  }

  Optional<AppLoop> loop() {
    return loop;
  }

  void wake() {
    woken.release();
  }

  private void run() {
    try {
      Optional<Duration> rest = Optional.of(Duration.ZERO);
      while (rest.isPresent()) {
        woken.tryAcquire(rest.get().toNanos(), TimeUnit.NANOSECONDS);
        woken.drainPermits();
        rest = turn(loop.orElseThrow());
      }
      whenGone.run();
    } catch (InterruptedException e) {
      LOG.debug("Loop {} ends", name);
    }
  }

  private Optional<Duration> turn(AppLoop appLoop) throws InterruptedException {
    try {
      Optional<Duration> rest = appLoop.turn();
      if (!lastFailure.isEmpty()) {
        lastFailure = "";
        appLoop.tell("No longer waiting");
      }
      return rest;
    } catch (EngineUnavailable | Unavailable e) {
      if (!lastFailure.equals(String.valueOf(e.getMessage()))) {
        lastFailure = String.valueOf(e.getMessage());
        LOG.warn("App {} waits: {}", name, lastFailure);
        appLoop.tell("Waiting: " + lastFailure);
      }
      return Optional.of(AFTER_FAILURE);
    } catch (RuntimeException | Error e) {
      // Nobody would start another thread for the app, which nothing would tend any more.
      LOG.error("A turn of app {}'s loop failed; it goes on", name, e);
      return Optional.of(AFTER_BUG);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
