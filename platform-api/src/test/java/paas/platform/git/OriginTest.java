package paas.platform.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class OriginTest {
  @Test
  void aSchemesOwnPortMayBeLeftOut() {
    assertEquals(Origin.of("http://git.example/a"), Origin.of("HTTP://Git.Example:80/b"));
    assertEquals(Origin.of("https://git.example/a"), Origin.of("https://git.example:443/b"));
  }

  @Test
  void anotherPortIsAnotherServer() {
    assertNotEquals(Origin.of("http://git.example/a"), Origin.of("http://git.example:81/a"));
    assertNotEquals(Origin.of("http://git.example/a"), Origin.of("http://git.example:443/a"));
  }
}
