package paas.builder;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import paas.builder.output.BuildLines;

/**
 * Holds one build to its times (so long without output, so long in all) and to the disk that it
 * must leave free. Closing it ends its thread.
 */
final class Watchdog implements AutoCloseable {
  /** A disk of 1 GB/s loses no more than that between two looks. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final BuildLimits limits;
  private final BuildLines lines;
  private final BuildStop stop;
  private final DiskReserve reserve;
  private final long started = System.nanoTime();
  private final CountDownLatch done = new CountDownLatch(1);

  private Watchdog(BuildLimits limits, BuildLines lines, BuildStop stop, DiskReserve reserve) {
    this.limits = limits;
    this.lines = lines;
    this.stop = stop;
    this.reserve = reserve;
  }

  static Watchdog start(
      String buildId, BuildLimits limits, BuildLines lines, BuildStop stop, DiskReserve reserve) {
    var watchdog = new Watchdog(limits, lines, stop, reserve);
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
        if (reserve.touched()) {
          stop.stop(new BuildStop.DiskLow(reserve.bytes()));
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilNext() {
    long times = Math.min(left(started, limits.total()), left(lines.lastNanos(), limits.idle()));
    return Math.min(times, LOOK.toNanos());
  }

  private static long left(long since, Duration limit) {
    return limit.toNanos() - (System.nanoTime() - since);
  }
}
