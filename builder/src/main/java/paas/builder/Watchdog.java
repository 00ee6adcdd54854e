package paas.builder;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import paas.builder.output.BuildLines;

/**
 * Holds one build to its times: so long without output, so long in all. Closing it ends its thread.
 */
final class Watchdog implements AutoCloseable {
  private final BuildLimits limits;
  private final BuildLines lines;
  private final BuildStop stop;
  private final long started = System.nanoTime();
  private final CountDownLatch done = new CountDownLatch(1);

  private Watchdog(BuildLimits limits, BuildLines lines, BuildStop stop) {
    this.limits = limits;
    this.lines = lines;
    this.stop = stop;
  }

  static Watchdog start(String buildId, BuildLimits limits, BuildLines lines, BuildStop stop) {
    var watchdog = new Watchdog(limits, lines, stop);
    lines.touch();
    Thread.ofVirtual().name("build-watchdog-" + buildId).start(watchdog::watch);
    return watchdog;
  }

  @Override
  public void close() {
    done.countDown();
  }

  private void watch() {
    try {
      while (!done.await(Math.max(1, untilNext()), TimeUnit.NANOSECONDS)) {
        if (left(started, limits.total()) <= 0) {
          stop.stop(new BuildStop.TooLong(limits.total()));
          return;
        }
        if (left(lines.lastNanos(), limits.idle()) <= 0) {
          stop.stop(new BuildStop.Silent(limits.idle()));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilNext() {
    return Math.min(left(started, limits.total()), left(lines.lastNanos(), limits.idle()));
  }

  private static long left(long since, Duration limit) {
    return limit.toNanos() - (System.nanoTime() - since);
  }
}
