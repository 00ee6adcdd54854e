package paas.platform.deploy.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.core.value.MapPropertyResolver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchLimitsTest {
  private static ScratchLimits limits(String value) {
    return ScratchLimits.from(new MapPropertyResolver(Map.of("paas.scratch.mb", value)));
  }

  @Test
  void itIsFourGigabytesUnlessSet() {
    assertEquals(new ScratchLimits(4L << 30), limits(""));
    assertEquals(new ScratchLimits(64L << 20), limits("64"));
    assertEquals(new ScratchLimits(1_000_000L << 20), limits("1000000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "63", "1000001", "-1", "x", "1.5", "99999999", "4g"})
  void whatIsOutOfItsBoundsIsRefusedByName(String value) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> limits(value));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith("PAAS_SCRATCH_MB is "));
  }

  @Test
  void muchIsWhatGivesTheDiskRoomAgainWhateverTheBound() {
    assertTrue(limits("1000000").isMuch((512L << 20) + 1));
    assertFalse(limits("64").isMuch(64L << 20), "it is within its bound");
    assertFalse(limits("").isMuch(512L << 20));
  }
}
