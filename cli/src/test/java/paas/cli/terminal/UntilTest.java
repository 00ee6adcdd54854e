package paas.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntilTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-26T09:00:00Z, in 0 s",
    "2026-11-26T10:00:59Z, in 59 s",
    "2026-11-26T10:59:59Z, in 59 min",
    "2026-11-28T09:59:59Z, in 47 h",
    "2027-01-01T00:00:00Z, in 35 days",
    "soon, soon",
    "2026-11-26T10:00:00+01:00, 2026-11-26T10:00:00+01:00"
  })
  void aTimeToComeIsTold(String timestamp, String told) {
    assertEquals(told, Until.of(timestamp, NOW));
  }

  @Test
  void aDateHasItsMinute() {
    assertEquals("2026-11-26 10:00 UTC", Until.date("2026-11-26T10:00:00Z"));
    assertEquals("soon", Until.date("soon"));
  }
}
