package paas.platform.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void coloursTabsAndLinesStay() {
    assertEquals("a\t\033[1;31mrot\033[0m\nb é", TerminalText.of("a\t\033[1;31mrot\033[0m\nb é"));
  }

  @Test
  void otherControlsGo() {
    assertEquals(
        "]0;owned[2J[1Ax31m", TerminalText.of("\033]0;owned\007\033[2J\033[1Ax\r\u009b31m"));
  }
}
