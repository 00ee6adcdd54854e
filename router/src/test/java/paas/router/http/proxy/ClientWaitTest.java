package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientWaitTest {
  private final ClientWait wait = new ClientWait(HttpLimits.DEFAULT, 0);

  private static long seconds(int count) {
    return TimeUnit.SECONDS.toNanos(count);
  }

  @Test
  void silentRestIsWaitedForFiveSeconds() {
    assertFalse(wait.isRestTooLong(seconds(5)));
    assertTrue(wait.isRestTooLong(seconds(5) + 1));
  }

  @Test
  void eachByteOfItCountsUpToHalfAMinute() {
    for (int second = 4; second <= 28; second += 4) {
      assertFalse(wait.isRestTooLong(seconds(second)));
      wait.hears(seconds(second));
    }
    assertFalse(wait.isRestTooLong(seconds(30)));
    wait.hears(seconds(30));
    assertTrue(wait.isRestTooLong(seconds(30) + 1));
  }

  @Test
  void whatTheClientTakesOfItsAnswerPostponesBoth() {
    wait.takes(seconds(100));
    assertFalse(wait.isRestTooLong(seconds(105)));
    assertTrue(wait.isRestTooLong(seconds(106)));
  }
}
