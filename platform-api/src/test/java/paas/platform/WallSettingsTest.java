package paas.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WallSettingsTest {
  @Test
  void theRoutersPortAndHttpsAreOpenAndWhatTheOwnerAllows() {
    assertEquals(Set.of(443, 8080), WallSettings.of("on", "", 8080).ports());
    assertEquals(Set.of(80, 443, 5432, 6379), WallSettings.of("on", " 5432, 6379 ", 80).ports());
  }

  @Test
  void onlyOffIsOff() {
    assertTrue(WallSettings.of("on", "", 80).wanted());
    assertFalse(WallSettings.of("off", "", 80).wanted());
    assertThrows(IllegalArgumentException.class, () -> WallSettings.of("of", "", 80));
  }

  @Test
  void whatIsNoPortIsRefusedByName() {
    for (String ports : List.of("postgres", "0", "65536", "5432-5433")) {
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> WallSettings.of("on", ports, 80));
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.contains("'" + ports + "'"), message);
    }
  }
}
