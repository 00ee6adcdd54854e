package paas.platform.api.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.fault.Rejected;

class QuantityTest {
  @Test
  void aPlainNumberIsAbsolute() {
    assertEquals(2, Quantity.parse("2").from(5));
    assertEquals(0, Quantity.parse("0").from(5));
  }

  @Test
  void aSignedNumberIsRelative() {
    assertEquals(6, Quantity.parse("+1").from(5));
    assertEquals(3, Quantity.parse("-2").from(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two", "1.5", "++1", "1e3", "99999999999", " 1", "1\n"})
  void anythingElseIsRefused(String text) {
    assertThrows(Rejected.class, () -> Quantity.parse(text));
  }

  @Test
  void theBoundsHold() {
    assertThrows(Rejected.class, () -> Quantity.parse("-1").from(0));
    assertThrows(Rejected.class, () -> Quantity.parse("101").from(0));
    assertThrows(Rejected.class, () -> Quantity.parse("+1").from(100));
  }
}
