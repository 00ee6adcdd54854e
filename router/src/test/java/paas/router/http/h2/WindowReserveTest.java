package paas.router.http.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowReserveTest {
  private static final int STEP = 10;

  private final WindowReserve reserve = new WindowReserve(1000);

  @Test
  void whatLiesTakesNoMoreThanHalfOfIt() {
    for (int i = 0; i < 50; i++) {
      assertTrue(reserve.takeOfHalf(STEP));
    }
    assertFalse(reserve.takeOfHalf(STEP));
    assertEquals(500, reserve.left());
    assertTrue(reserve.take(STEP), "what makes an upload faster");
    reserve.giveBack(2 * STEP);
    assertTrue(reserve.takeOfHalf(STEP));
  }

  @Test
  void aStepTakesAnEighthOfWhatIsLeftAtMost() {
    assertFalse(reserve.take(126));
    assertTrue(reserve.take(125));
    assertFalse(reserve.take(125));
  }
}
