package paas.runner.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import paas.runner.AppKey;
import paas.runner.Scope;

class LabelsTest {
  private static final Labels LABELS =
      new Labels(
          new Scope("0a1b2c3d"),
          new AppKey("3f2b9c1e-0000-4000-8000-000000000001", "shop"),
          Labels.Kind.INSTANCE,
          "web",
          3,
          17,
          Long.MAX_VALUE,
          Duration.ofMillis(30_500),
          5000,
          1L << 30,
          Instant.MAX);

  @Test
  void labelsAreReadBackAsTheyWereWritten() {
    assertEquals(Optional.of(LABELS), Labels.parse(LABELS.toMap()));
  }

  @Test
  void aMissingLabelMakesItNoneOfOurs() {
    for (String key : LABELS.toMap().keySet()) {
      Map<String, String> without = new HashMap<>(LABELS.toMap());
      without.remove(key);
      if (key.equals("paas.memory")) {
        assertEquals(512L << 20, Labels.parse(without).orElseThrow().memory());
        continue;
      }
      assertEquals(Optional.empty(), Labels.parse(without), key);
    }
  }

  @Test
  void aGarbledLabelMakesItNoneOfOurs() {
    for (String key : LABELS.toMap().keySet()) {
      if (!key.equals("paas.type")) {
        Map<String, String> garbled = new HashMap<>(LABELS.toMap());
        garbled.put(key, "\u0000?");
        assertEquals(Optional.empty(), Labels.parse(garbled), key);
      }
    }
  }

  @Test
  void containerNamesSayWhatTheyAreAndNeverRepeat() {
    var names = new ContainerNames(new Scope("0a1b2c3d"), new Random(1));
    String name = names.next(LABELS.app(), "web.3", 17);
    assertTrue(name.matches("paas-0a1b2c3d-shop-web\\.3-v17-[0-9a-z]{6}"), name);
    assertTrue(!name.equals(names.next(LABELS.app(), "web.3", 17)));
  }
}
