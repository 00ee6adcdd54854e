package paas.platform.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.value.MapPropertyResolver;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  private static Retention from(Map<String, Object> settings) {
    return Retention.from(new MapPropertyResolver(settings));
  }

  @Test
  void withoutSettingsTwentyReleasesAndThirtyDaysAreKept() {
    assertEquals(new Retention(20, Duration.ofDays(30)), from(Map.of()));
  }

  @Test
  void bothAreSettings() {
    assertEquals(
        new Retention(3, Duration.ofDays(7)),
        from(Map.of("paas.keep.releases", "3", "paas.keep.days", "7")));
  }

  @Test
  void whatBuildsShareHasBoundsOfItsOwn() {
    assertEquals(
        new Unused(Duration.ofDays(30), 20L << 30), Unused.from(new MapPropertyResolver(Map.of())));
    assertEquals(
        new Unused(Duration.ofDays(5), 3L << 30),
        Unused.from(
            new MapPropertyResolver(
                Map.of("paas.keep.unused.days", "5", "paas.keep.buildkit.gb", "3"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "9999999"})
  void whatIsOutOfItsBoundsIsRefusedByName(String value) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> from(Map.of("paas.keep.releases", value)));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("PAAS_KEEP_RELEASES is "));
  }
}
