package paas.platform.collect;

import java.util.concurrent.CountDownLatch;
import paas.platform.build.FreshImages;

/** A build that runs, on a thread of its own, until it is closed. */
final class RunningBuild implements AutoCloseable {
  private final FreshImages images;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;

  RunningBuild(FreshImages images) throws InterruptedException {
    this.images = images;
    CountDownLatch started = new CountDownLatch(1);
    this.thread = Thread.ofVirtual().start(() -> build(started));
    started.await();
  }

  FreshImages images() {
    return images;
  }

  private void build(CountDownLatch started) {
    try (FreshImages.Hold _ = images.hold()) {
      started.countDown();
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    end.countDown();
    thread.join();
  }
}
