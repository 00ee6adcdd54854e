package paas.runner.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import paas.runner.CommandProbe;
import paas.runner.engine.FrameReader;
import paas.runner.engine.Hijacked;
import paas.runner.engine.StdStream;

/** Takes what a probe prints, keeping the beginning, on a thread of its own until it ends. */
final class ProbeOutput {
  private final Hijacked connection;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CountDownLatch ended = new CountDownLatch(1);

  ProbeOutput(Hijacked connection) {
    this.connection = connection;
  }

  void start() {
    Thread.ofVirtual().name("probe-output").start(this::read);
  }

  /** Whether it came to its end in time. */
  boolean ended(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  private void read() {
    try {
      FrameReader.frames(connection.output(), this::keep);
    } catch (IOException broken) {
      // Cut off by the time limit or by the engine: what the command's status is will tell.
    } finally {
      ended.countDown();
    }
  }

  private synchronized void keep(StdStream stream, byte[] bytes) {
    int room = CommandProbe.MOST_OUTPUT - kept.size();
    kept.write(bytes, 0, Math.min(room, bytes.length));
  }
}
