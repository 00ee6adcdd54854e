package paas.platform.deploy;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the metering measure again and again, until it is closed. */
final class MeteringThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeteringThread.class);
  private static final Duration EVERY = Duration.ofSeconds(20);

  private final Thread thread;

  MeteringThread(Metering metering) {
    this.thread = Thread.ofVirtual().name("metering").unstarted(() -> run(metering));
  }

  void start() {
    thread.start();
  }

  private static void run(Metering metering) {
    while (true) {
      try {
        metering.measure();
      } catch (RuntimeException e) {
        LOG.error("Instances could not be measured", e);
      }
      try {
        Thread.sleep(EVERY);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
