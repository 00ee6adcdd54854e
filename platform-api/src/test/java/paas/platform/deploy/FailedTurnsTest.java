package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailedTurnsTest {
  private final FailedTurns failures = new FailedTurns();

  @Test
  void theWaitGrowsToHalfAMinute() {
    assertEquals(
        List.of(5L, 10L, 20L, 30L, 30L),
        Stream.generate(failures::untilNext).limit(5).map(Duration::toSeconds).toList());
    failures.forget();
    assertEquals(5, failures.untilNext().toSeconds());
  }

  @Test
  void failuresThatTakeTurnsAreEachNewsOnce() {
    assertTrue(failures.isNews("stuck"));
    assertTrue(failures.isNews("stuck [cache]"));
    assertFalse(failures.isNews("stuck"));
    assertFalse(failures.isNews("stuck [cache]"));
    failures.forget();
    assertTrue(failures.isNews("stuck"));
  }

  @Test
  void forEverNewOnesAreToldOfOnlySoOften() {
    assertEquals(20, IntStream.range(0, 1000).filter(n -> failures.isNews("failure " + n)).count());
  }
}
