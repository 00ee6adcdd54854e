package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import paas.builder.output.BuildLines;
import paas.builder.output.Redactor;

class WatchdogTest {
  private final BuildLines lines = new BuildLines(_ -> {}, new Redactor(Map.of()), 1000);
  private final BuildStop stop = new BuildStop();

  @Test
  void buildThatTakesTheDisksReserveIsStopped() throws InterruptedException {
    var free = new AtomicLong(100);
    var looks = new CountDownLatch(2);
    var stopped = new CountDownLatch(1);
    stop.onStop(stopped::countDown);
    var reserve =
        new DiskReserve(
            () -> {
              looks.countDown();
              return free.get();
            },
            100);
    try (Watchdog _ = Watchdog.start("b", BuildLimits.defaults(), lines, stop, reserve)) {
      assertTrue(looks.await(10, TimeUnit.SECONDS));
      assertEquals(Optional.empty(), stop.reason());
      free.set(99);
      assertTrue(stopped.await(10, TimeUnit.SECONDS));
    }
    assertEquals(Optional.of(new BuildStop.DiskLow(100)), stop.reason());
  }
}
