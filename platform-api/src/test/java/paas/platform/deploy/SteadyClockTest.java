package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  @Test
  void aStepOfTheWallClockIsNotSeen() {
    Instant noon = Instant.parse("2026-11-20T12:00:00Z");
    AtomicReference<Instant> wall = new AtomicReference<>(noon);
    AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    SteadyClock clock = new SteadyClock(wall::get, nanos::get);
    assertEquals(noon, clock.instant());
    wall.set(noon.minus(Duration.ofHours(3)));
    nanos.addAndGet(1_000_000_000L);
    assertEquals(noon.plusSeconds(1), clock.instant());
  }
}
