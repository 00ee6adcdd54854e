package paas.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Table table() {
    return new Table("release", "description", "by")
        .row("v12", "Set GREETING and a very long list of other config vars", "dev@example.com")
        .row("v3", "Deploy 1a2b3c4d", "x@y.z");
  }

  @Test
  void columnsAreAsWideAsTheyNeed() {
    assertEquals(
        List.of("a    bb", "x    1", "yyy  22"),
        new Table("a", "bb").row("x", "1").row("yyy", "22").lines(80, false));
  }

  @Test
  void theWidestColumnGivesWay() {
    assertEquals(
        List.of(
            "release  description               by",
            "v12      Set GREETING and a very…  dev@example.com",
            "v3       Deploy 1a2b3c4d           x@y.z"),
        table().lines(50, false));
  }

  @Test
  void whatCommandsCallARowByIsKeptWhole() {
    String id = "574c4888-88ec-4b88-87fa-e6d8423294bf";
    String row =
        new Table("build", "state", "commit", "by", "when")
            .row(id, "succeeded", "07d3156d", "admin@localhost", "17 s ago")
            .lines(80, false)
            .get(1);
    assertTrue(row.startsWith(id + "  succeeded"), row);
    assertTrue(Width.of(row) <= 80, row);
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    for (int width = 20; width < 100; width++) {
      for (String line : table().lines(width, false)) {
        assertTrue(Width.of(line) <= width, width + ": " + line);
      }
    }
  }

  @Test
  void wideCharactersCountTwice() {
    assertEquals(
        List.of("a      b", "日本…  x"), new Table("a", "b").row("日本語文字", "x").lines(8, false));
  }

  @Test
  void cellsCannotBreakTheTable() {
    assertEquals(
        "x\\ny\\x1b[31m\\u202e  1",
        new Table("a", "b").row("x\ny\033[31m\u202e", "1").lines(80, false).get(1));
  }

  @Test
  void colourDoesNotCountAsWidth() {
    String line = new Table("a", "b").row(Style.RED.span("x"), Span.of("y")).lines(80, true).get(1);
    assertEquals("\033[31mx\033[0m  y", line);
  }
}
