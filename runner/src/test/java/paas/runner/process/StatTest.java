package paas.runner.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatTest {
  @ParameterizedTest
  @ValueSource(strings = {"sh", "a b", ") Z 1 2 3 (", "))((", ""})
  void theNameDoesNotMatter(String name) throws IOException {
    Stat stat = Stat.parse("4711 (" + name + ") S 1 4700 4699 34816 4711 4194304 0\n");
    assertEquals(new Stat('S', 4699), stat);
    assertTrue(stat.alive());
  }

  @Test
  void aZombieIsNotAlive() throws IOException {
    assertFalse(Stat.parse("1 (x) Z 1 1 1 0").alive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1 (x)", "1 (x) S", "1 (x) S 1 1", "1 (x) S 1 1 x 0", "1 (x) SS 1 1 1"})
  void anythingElseIsRefused(String line) {
    assertThrows(IOException.class, () -> Stat.parse(line));
  }
}
