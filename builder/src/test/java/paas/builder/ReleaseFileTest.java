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
            """
            ---
            addons: []
            config_vars:
              PATH: x
            default_process_types:
              web: npm start
              worker: 'it''s "x"'
              q: "a b"
            other:
              z: 1
            """));
  }

  @Test
  void emptyFilesSayNothing() {
    assertEquals(Map.of(), parse(""));
    assertEquals(Map.of(), parse("---\n"));
    assertEquals(Map.of(), parse("--- {}\n"));
  }
}
