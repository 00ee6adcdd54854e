package paas.platform.deploy.scratch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long MB = 1 << 20;
  private static final long ROOMY = 50_000 * MB;

  private final Pace pace = new Pace(new ScratchLimits(4_096 * MB));

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @BeforeEach
  void aCountTakesTenSeconds() {
    assertTrue(pace.isDue(ROOMY, at(0)), "the first is due at once");
    pace.counted(ROOMY, at(0), at(10));
  }

  @Test
  void itIsNotRepeatedAtOnceWhereTheDiskLosesLittle() {
    assertFalse(pace.isDue(ROOMY - 300 * MB, at(69)));
    assertTrue(pace.isDue(ROOMY - 300 * MB, at(70)));
  }

  @Test
  void theFasterTheDiskFillsTheShorterIsThePauseThatIsUnderWay() {
    assertFalse(pace.isDue(ROOMY - 1_024 * MB, at(39)));
    assertTrue(pace.isDue(ROOMY - 1_024 * MB, at(40)));
    assertTrue(pace.isDue(500 * MB, at(40)));
    assertFalse(pace.isDue(200 * MB, at(19)));
    assertTrue(pace.isDue(200 * MB, at(20)));
  }

  @Test
  void aShortOneIsRepeatedSooner() {
    pace.counted(ROOMY, at(100), at(101));
    assertFalse(pace.isDue(ROOMY - 300 * MB, at(120)));
    assertTrue(pace.isDue(ROOMY - 300 * MB, at(121)));
  }

  @Test
  void nothingIsDueWhileTheDiskKeepsItsRoomButEveryFiveMinutes() {
    assertFalse(pace.isDue(ROOMY - 255 * MB, at(299)));
    assertTrue(pace.isDue(ROOMY - 255 * MB, at(300)));
  }

  @Test
  void oneThatFailedIsTriedAgainInAWhile() {
    pace.failed(at(300));
    assertFalse(pace.isDue(0, at(304)));
    assertTrue(pace.isDue(0, at(305)));
  }
}
