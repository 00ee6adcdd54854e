package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseFileTest {
  private static Map<String, String> parse(String yaml) {
    return ReleaseFile.defaultProcesses(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void defaultProcessTypesAreRead() {
    assertEquals(
        Map.of("web", "npm start", "worker", "it's \"x\"", "q", "a b"),
        parse(
            "---\naddons: []\nconfig_vars:\n  PATH: x\ndefault_process_types:\n  web: npm start\n"
                + "  worker: 'it''s \"x\"'\n  q: \"a b\"\nother:\n  z: 1\n"));
  }

  @Test
  void emptyFilesSayNothing() {
    assertEquals(Map.of(), parse(""));
    assertEquals(Map.of(), parse("---\n"));
    assertEquals(Map.of(), parse("--- {}\n"));
  }
}
