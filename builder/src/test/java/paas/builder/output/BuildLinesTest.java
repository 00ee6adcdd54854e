package paas.builder.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildLinesTest {
  private final List<String> shown = new ArrayList<>();

  private BuildLines lines(Map<String, String> config, long bound) {
    return new BuildLines(shown::add, new Redactor(config), bound);
  }

  @Test
  void configValuesAreReplacedByTheirKeys() {
    var lines =
        lines(Map.of("TOKEN", "s3cr3t-Value", "KEY", "-----BEGIN\nMIIBlongline1234567890\n"), 1000);
    lines.line("got s3cr3t-Value and MIIBlongline1234567890");
    assertEquals(List.of("got [TOKEN] and [KEY]"), shown);
    assertEquals(shown, lines.last());
  }

  @Test
  void shortValuesAndPlainWordsStayReadable() {
    var lines = lines(Map.of("PORT", "8080", "NODE_ENV", "production"), 1000);
    lines.line("production on 8080");
    assertEquals(List.of("production on 8080"), shown);
  }

  @Test
  void longerValuesAreReplacedFirst() {
    var lines = lines(Map.of("A", "abcdefgh1", "B", "abcdefgh1-and-more"), 1000);
    lines.line("abcdefgh1-and-more");
    assertEquals(List.of("[B]"), shown);
  }

  @Test
  void beyondItsBoundLinesAreCountedAndOurOwnAreShown() {
    var lines = lines(Map.of(), 10);
    for (int i = 0; i < 5; i++) {
      lines.line("1234");
    }
    lines.say("ours");
    lines.finish();
    assertEquals(List.of("1234", "1234"), shown.subList(0, 2));
    assertTrue(shown.contains("ours"));
    assertEquals(" !     3 lines of output were left out", shown.getLast());
    assertTrue(lines.lastContain("1234"));
  }
}
