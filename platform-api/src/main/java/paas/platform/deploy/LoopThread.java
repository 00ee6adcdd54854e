package paas.platform.deploy;

import java.time.Duration;
import java.util.List;
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

  private final String name;
  private final Semaphore woken = new Semaphore(1);
  private final Thread thread;
  private final Runnable whenGone;
  private Optional<AppLoop> loop = Optional.empty();

  /** Instead of an interrupt, which in the middle of a turn could close H2's file. */
  private volatile boolean closed;

  /** The thread's alone. */
  private final FailedTurns failures = new FailedTurns();

  private boolean told;

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
        if (closed) {
          return;
        }
        rest = turn(loop.orElseThrow());
      }
      whenGone.run();
    } catch (InterruptedException e) {
      LOG.debug("Loop {} is interrupted, and ends", name);
    }
  }

  private Optional<Duration> turn(AppLoop appLoop) throws InterruptedException {
    try {
      Optional<Duration> rest = appLoop.turn();
      // The log of an app that is gone would come back with a line.
      if (told && rest.isPresent()) {
        appLoop.tell("No longer waiting");
      }
      told = false;
      failures.forget();
      return rest;
    } catch (EngineUnavailable | Unavailable e) {
      String why = String.valueOf(e.getMessage());
      if (isNews(why)) {
        LOG.warn("App {} waits: {}", name, why);
        appLoop.tell("Waiting: " + why);
        told = true;
      }
      return Optional.of(AFTER_FAILURE);
    } catch (RuntimeException | Error e) {
      // Nobody would start another thread for the app, which nothing would tend any more.
      if (isNews(described(e))) {
        LOG.error("A turn of app {}'s loop failed; it is tried again until it works", name, e);
      }
      return Optional.of(failures.untilNext());
    }
  }

  /** Nothing is, at the end: what a turn uses is closed under it. */
  private boolean isNews(String failure) {
    return !closed && failures.isNews(failure);
  }

  /** With its place, as many bugs have no message. */
  private static String described(Throwable failure) {
    StackTraceElement[] places = failure.getStackTrace();
    String place = places.length == 0 ? "" : places[0].toString();
    return failure + " " + place + " " + List.of(failure.getSuppressed());
  }

  /** Returns at once; a turn that goes on is the last one, and is not disturbed. */
  @Override
  public void close() {
    closed = true;
    wake();
  }

  /** Returns whether it has ended, after it was closed. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    return thread.join(atMost);
  }
}
