package paas.runner.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastOutputTest {
  @TempDir Path dir;
  private EngineLog engine;

  @BeforeEach
  void open() {
    engine = new EngineLog(dir, 3);
  }

  private List<String> last(int lines) throws IOException {
    return LastOutput.of(engine.path(), lines, CaptureLimits.standard());
  }

  @Test
  void whatPrintedNothingOrIsGoneHasNone() throws IOException {
    assertEquals(List.of(), last(3));
    engine.raw("");
    assertEquals(List.of(), last(3));
  }

  @Test
  void bothChannelsAndAnUnfinishedLineCount() throws IOException {
    engine.line("one");
    engine.errorLine("two");
    engine.piece("and so");
    assertEquals(List.of("two", "and so"), last(2));
  }

  @Test
  void whatRotatedIsReadAfterWhatDidNot() throws IOException {
    engine.lines(1, 3);
    engine.rotate();
    assertEquals(List.of("2", "3"), last(2));
    engine.lines(4, 4);
    assertEquals(List.of("3", "4"), last(2));
  }

  @Test
  void aLongLineIsJoinedAndOfMuchOutputTheEndIsReadFromAWholeEntryOn() throws IOException {
    engine.lines(1, 20_000);
    engine.line("x".repeat(9_000));
    assertEquals(List.of("19999", "20000", "x".repeat(9_000)), last(3));
  }

  @Test
  void whatIsNoEntryIsPassedOver() throws IOException {
    engine.line("one");
    engine.raw("{\"log\":\n");
    engine.line("two");
    assertEquals(List.of("one", "two"), last(5));
  }
}
