package paas.platform.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CauseTest {
  @Test
  void aMessageIsOneLine() {
    assertEquals("web.1 exited: why", Cause.of("web.1 exited:\r\n\t why\n").message());
  }

  @Test
  void aLongMessageIsCutBetweenCharacters() {
    assertEquals("x".repeat(2_000), Cause.of("x".repeat(2_000)).message());
    assertEquals("x".repeat(2_000) + "…", Cause.of("x".repeat(2_001)).message());
    assertEquals("x".repeat(1_999) + "…", Cause.of("x".repeat(1_999) + "😀").message());
  }
}
