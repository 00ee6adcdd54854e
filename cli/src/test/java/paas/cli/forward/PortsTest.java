package paas.cli.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.cli.fault.Failure;

class PortsTest {
  @Test
  void thePortHereIsTheSameUnlessItIsNamed() {
    assertEquals(new Ports(5432, 5432), Ports.parse("5432"));
    assertEquals(new Ports(15432, 5432), Ports.parse("15432:5432"));
    assertEquals(new Ports(0, 80), Ports.parse("0:80"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "x", "65536", "1:0", "1:2:3", "-1", "65536:1", "1:", ":1", "999999"})
  void anythingElseIsAUsageError(String word) {
    assertThrows(Failure.class, () -> Ports.parse(word));
  }
}
