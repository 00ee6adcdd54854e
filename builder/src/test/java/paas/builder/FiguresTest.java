package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @Test
  void whatIsNotSetIsUsual() {
    assertEquals(BuildLimits.defaults(), BuildLimits.from(Map.of("PAAS_BUILD_MEMORY", "")));
  }

  @Test
  void everyLimitIsASetting() {
    BuildLimits limits =
        BuildLimits.from(
            Map.of(
                "PAAS_BUILD_MEMORY", "512",
                "PAAS_BUILD_CPUS", "0.5",
                "PAAS_BUILD_TIMEOUT", "600",
                "PAAS_BUILD_IDLE_TIMEOUT", "60",
                "PAAS_IMAGE_MB", "1000",
                "PAAS_CHECKOUT_MB", "100"));

    assertEquals(512L << 20, limits.memoryBytes());
    assertEquals(0.5, limits.cpus());
    assertEquals(Duration.ofMinutes(10), limits.total());
    assertEquals(Duration.ofMinutes(1), limits.idle());
    assertEquals(1000L << 20, limits.imageBytes());
    assertEquals(100L << 20, limits.sourceBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "PAAS_BUILD_MEMORY,63",
    "PAAS_BUILD_MEMORY,2g",
    "PAAS_BUILD_MEMORY,-1",
    "PAAS_BUILD_MEMORY,99999999999999999999",
    "PAAS_BUILD_CPUS,0",
    "PAAS_BUILD_CPUS,0.05",
    "PAAS_BUILD_CPUS,two",
    "PAAS_BUILD_TIMEOUT,1",
    "PAAS_BUILD_TIMEOUT,1h",
    "PAAS_BUILD_IDLE_TIMEOUT,' '",
    "PAAS_IMAGE_MB,0",
    "PAAS_CHECKOUT_MB,1.5"
  })
  void whatIsOutOfItsBoundsIsRefusedByName(String name, String value) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> BuildLimits.from(Map.of(name, value)));

    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(name + " is "), message);
    assertTrue(message.endsWith("not '" + value + "'"), message);
  }

  @Test
  void theBuildsAtOnceAreASetting() {
    BuilderSettings usual =
        BuilderSettings.of("0123abcd", "sha256:" + "0".repeat(64), Path.of("t"), Path.of("b"));

    assertEquals(1, usual.with(Map.of()).concurrent());
    assertEquals(3, usual.with(Map.of("PAAS_BUILD_CONCURRENCY", "3")).concurrent());
    assertThrows(
        IllegalArgumentException.class, () -> usual.with(Map.of("PAAS_BUILD_CONCURRENCY", "0")));
  }
}
