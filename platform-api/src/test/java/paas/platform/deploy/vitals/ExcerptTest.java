package paas.platform.deploy.vitals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void itIsOneLine() {
    assertEquals("no database", Excerpt.of("\n no\u2028\tdatabase\r\n"));
  }

  @Test
  void itIsCutBetweenCharacters() {
    assertEquals("x".repeat(199) + "…", Excerpt.of("x".repeat(199) + "😀"));
    assertEquals("x", Excerpt.of("x" + " ".repeat(798) + "😀"));
  }
}
