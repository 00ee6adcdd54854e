package paas.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import paas.builder.fault.BuildFault;

class ReleaseFileTest {
  private static Map<String, String> parse(String yaml) throws BuildFault {
    return ReleaseFile.defaultProcesses(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void defaultProcessTypesAreRead() throws BuildFault {
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
  void emptyFilesSayNothing() throws BuildFault {
    assertEquals(Map.of(), parse(""));
    assertEquals(Map.of(), parse("---\n"));
    assertEquals(Map.of(), parse("--- {}\n"));
  }

  @Test
  void quotesNewlinesAndOtherFormsOfYamlAreRead() throws BuildFault {
    assertEquals(
        Map.of("web", "run --a \"b c\" 'd' $PORT", "long", "first\nsecond", "yes", "no", "n", "1"),
        parse(
            """
            default_process_types: {
              "web": "run --a \\"b c\\" 'd' $PORT", long: "first\\nsecond", yes: no, n: 1, empty: }
            """));
    assertEquals(
        Map.of("web", "one\ntwo", "w", "a b"),
        parse("default_process_types:\n  web: |\n    one\n    two\n  w: >-\n    a\n    b\n"));
  }

  @Test
  void whatIsNoYamlOrTooMuchIsAFault() {
    assertThrows(BuildFault.class, () -> parse("default_process_types:\n\tweb: x"));
    assertThrows(BuildFault.class, () -> parse("[".repeat(1000)));
    assertThrows(BuildFault.class, () -> parse("a: " + "x".repeat(70_000)));
  }
}
