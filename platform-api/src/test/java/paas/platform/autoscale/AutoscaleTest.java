package paas.platform.autoscale;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.platform.fault.Rejected;
import paas.platform.release.ProcessType;

class AutoscaleTest {
  private static final Optional<Target> P95 = Optional.of(new Target(Metric.P95, 300));
  private static final Optional<Duration> IDLE = Optional.of(Duration.ofMinutes(15));
  private static final ProcessType WORKER = new ProcessType("worker");

  private static String refusal(Executable work) {
    return assertThrows(Rejected.class, work).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"-1,3", "3,2", "0,0", "1,101", "101,101"})
  void boundsThatAreNoneAreRefused(int min, int max) {
    Optional<Duration> idle = min == 0 ? IDLE : Optional.empty();
    assertTrue(refusal(() -> new Autoscale(min, max, P95, idle)).startsWith("Cannot autoscale"));
  }

  @ParameterizedTest
  @CsvSource({"P95,0", "P95,60001", "CPU,101", "CPU,0", "REQUESTS,0", "REQUESTS,100001"})
  void targetsThatCannotBeKeptAreRefused(Metric metric, int value) {
    assertTrue(refusal(() -> new Target(metric, value)).startsWith("Cannot scale by"));
  }

  @Test
  void sleepAndZeroBelongTogetherAndOneOfTargetAndSleepMustBe() {
    assertTrue(refusal(() -> new Autoscale(1, 2, P95, IDLE)).contains("--min 0"));
    assertTrue(refusal(() -> new Autoscale(0, 2, P95, Optional.empty())).contains("--idle"));
    String neither = refusal(() -> new Autoscale(1, 2, Optional.empty(), Optional.empty()));
    assertTrue(neither.contains("--p95"), neither);
    Optional<Duration> short9 = Optional.of(Duration.ofSeconds(9));
    assertTrue(refusal(() -> new Autoscale(0, 2, P95, short9)).contains("10 seconds to 7 days"));
  }

  @Test
  void onlyWebIsScaledByRequestsAndWokenByThem() {
    Autoscale byRequests = new Autoscale(1, 2, P95, Optional.empty());
    Autoscale sleepy = new Autoscale(0, 2, Optional.of(new Target(Metric.CPU, 70)), IDLE);
    assertDoesNotThrow(() -> byRequests.requireFor(ProcessType.WEB));
    assertTrue(refusal(() -> byRequests.requireFor(WORKER)).contains("--cpu"));
    assertTrue(refusal(() -> sleepy.requireFor(WORKER)).contains("--cpu"));
  }

  @Test
  void aQuantityByHandMustLieWithin() {
    Autoscale settings = new Autoscale(1, 5, P95, Optional.empty());
    assertDoesNotThrow(() -> settings.requireWithin(ProcessType.WEB, 5));
    String refused = refusal(() -> settings.requireWithin(ProcessType.WEB, 6));
    assertTrue(refused.contains("web is autoscaled between 1 and 5"), refused);
    assertTrue(refused.contains("paas ps:autoscale:off web"), refused);
  }

  @Test
  void itIsDescribedInOneLine() {
    assertEquals("1 to 5 by p95 300 ms", new Autoscale(1, 5, P95, Optional.empty()).describe());
    assertEquals(
        "0 to 1, asleep after 15 min", new Autoscale(0, 1, Optional.empty(), IDLE).describe());
  }
}
