package paas.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.value.MapPropertyResolver;
import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.app.PlatformSettings;
import paas.router.logs.LogLimits;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.Origin;
import paas.router.logs.Position;
import paas.router.logs.StreamId;

class KeptLinesTest {
  @TempDir private Path home;

  private static PropertyResolver settings(Map<String, Object> settings) {
    return new MapPropertyResolver(settings);
  }

  @Test
  void withoutSettingsItIsAWeekOrAHundredMegabytes() {
    LogLimits.Kept kept = KeptLines.from(settings(Map.of("paas.log.days", "")));
    assertEquals(LogLimits.standard().kept(), kept);
    assertEquals(new LogLimits.Kept(Duration.ofDays(7), 100_000_000, 1_500), kept);
  }

  @Test
  void bothAreSettings() {
    assertEquals(
        new LogLimits.Kept(Duration.ofDays(30), 500_000_000, 1_500),
        KeptLines.from(settings(Map.of("paas.log.days", "30", "paas.log.mb", "500"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "19", "100001", "-1", "x", "1.5", "9999999"})
  void whatIsOutOfItsBoundsIsRefusedByName(String value) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> KeptLines.from(settings(Map.of("paas.log.mb", value))));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("PAAS_LOG_MB is "));
  }

  @Test
  void theLogRouterKeepsToThem() throws IOException {
    PlatformSettings platform =
        new PlatformSettings(
            "12345678", home, "localhost", 80, 80, 7300, home, "10.208.0.0/14", "paas");
    try (LogRouter router =
        new LogFactory().router(platform, settings(Map.of("paas.log.mb", "20")))) {
      LogLine line = new LogLine(Instant.now(), "app", "web.1", "x".repeat(1_000));
      List<LogLine> batch = Collections.nCopies(3_000, line);
      for (int megabytes = 0; megabytes < 36; megabytes += 3) {
        router.append(new StreamId("shop"), new Origin("o"), new Position("p"), batch);
      }
    }
    long bytes = size(home);
    assertTrue(bytes > 10_000_000 && bytes < 28_000_000, bytes + " bytes");
  }

  private static long size(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
