package paas.runner.capture;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.runner.InstanceId;

/**
 * Offers batches to the sink until it takes them, with growing pauses; gives up only when the
 * capture is closed.
 */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final CaptureSink sink;
  private final CountDownLatch closed;

  Delivery(CaptureSink sink, CountDownLatch closed) {
    this.sink = sink;
    this.closed = closed;
  }

  /**
   * @throws CaptureClosed when the capture is closed before the sink took the batch
   */
  void deliver(InstanceId id, String position, List<CapturedLine> lines, Gap gap)
      throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (!offer(id, position, lines, gap)) {
      if (closed.await(pause, TimeUnit.MILLISECONDS)) {
        throw new CaptureClosed();
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Waits a little; true when the capture was closed. */
  boolean closedWithin(long millis) throws InterruptedException {
    return closed.await(millis, TimeUnit.MILLISECONDS);
  }

  private boolean offer(InstanceId id, String position, List<CapturedLine> lines, Gap gap) {
    if (closed.getCount() == 0) {
      throw new CaptureClosed();
    }
    try {
      sink.accept(id, position, lines, gap);
      return true;
    } catch (RuntimeException e) {
      log.warn("{} lines of {} were not taken and are offered again", lines.size(), id.value(), e);
      return false;
    }
  }
}
