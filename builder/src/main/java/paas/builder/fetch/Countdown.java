package paas.builder.fetch;

import java.time.Duration;

/** Ends something that takes too long, from a thread of its own, unless it is stopped before. */
public final class Countdown {
  private final Duration atMost;
  private final Runnable end;
  private final Thread thread = Thread.ofVirtual().name("countdown").unstarted(this::run);
  private volatile boolean over;

  private Countdown(Duration atMost, Runnable end) {
    this.atMost = atMost;
    this.end = end;
  }

  /**
   * Starts now.
   *
   * @param end ends what is timed; from whatever thread
   */
  public static Countdown start(Duration atMost, Runnable end) {
    Countdown countdown = new Countdown(atMost, end);
    countdown.thread.start();
    return countdown;
  }

  /** Whether the time was up; so before what is timed notices that it was ended. */
  public boolean isOver() {
    return over;
  }

  /** What is timed is over. Idempotent. */
  public void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      Thread.sleep(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    over = true;
    end.run();
  }
}
