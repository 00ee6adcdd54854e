package paas.platform.scaling;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the autoscaler judge every few seconds, and at once when the router calls for an app. */
public final class AutoscaleThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AutoscaleThread.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** After a failure, so that a store that is away is not asked without a pause. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Autoscaler autoscaler;
  private final WakeCalls calls;
  private final Duration every;
  private final Thread thread;

  /** Instead of an interrupt, which in the middle of a judgement could close H2's file. */
  private final CountDownLatch end = new CountDownLatch(1);

  AutoscaleThread(Autoscaler autoscaler, WakeCalls calls, Duration every) {
    this.autoscaler = autoscaler;
    this.calls = calls;
    this.every = every;
    this.thread = Thread.ofVirtual().name("autoscale").unstarted(this::run);
  }

  /** Call once, after the control loops were started. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      Set<String> asked = calls.await(every);
      while (end.getCount() > 0) {
        turn(asked);
        asked = calls.await(every);
      }
    } catch (InterruptedException e) {
      LOG.debug("Autoscaling is interrupted, and ends");
    }
  }

  private void turn(Set<String> asked) throws InterruptedException {
    try {
      autoscaler.turn(asked);
    } catch (RuntimeException e) {
      LOG.warn("Nothing could be autoscaled; it is tried again", e);
      end.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    end.countDown();
    calls.rouse();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        LOG.warn("Autoscaling did not end within {} s", CLOSING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
