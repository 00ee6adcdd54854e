package paas.platform.api.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;

class ConfigSummaryTest {
  private static final ConfigVars BEFORE =
      new ConfigVars(new TreeMap<>(Map.of(key("A"), "1", key("B"), "2")));

  @Test
  void settingAndUnsettingIsSaidByKey() {
    ConfigSummary summary =
        ConfigSummary.of(
            BEFORE,
            Map.of(
                key("B"),
                Optional.of("3"),
                key("C"),
                Optional.of("4"),
                key("A"),
                Optional.empty()));

    assertEquals("Set B, C and remove A config vars", summary.text());
    assertEquals(
        "Remove A config vars",
        ConfigSummary.of(BEFORE, Map.of(key("A"), Optional.empty())).text());
  }

  @Test
  void whatChangesNothingIsNotSaid() {
    assertTrue(
        ConfigSummary.of(BEFORE, Map.of(key("A"), Optional.of("1"), key("Z"), Optional.empty()))
            .isEmpty());
  }

  @Test
  void manyKeysAreCounted() {
    Map<ConfigKey, Optional<String>> many = new HashMap<>();
    for (int i = 10; i < 30; i++) {
      many.put(key("K" + i), Optional.of("x"));
    }

    assertEquals(
        "Set K10, K11, K12, K13, K14, K15, K16, K17 and 12 more config vars",
        ConfigSummary.of(BEFORE, many).text());
  }

  private static ConfigKey key(String name) {
    return new ConfigKey(name);
  }
}
