package paas.platform.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "* * * * *",
        "0 0 1 1 0",
        "59 23 31 12 7",
        "*/5 * * * *",
        "0-30/10 1,2,3 * jan MON-fri",
        "0  5\t* * *",
        "@hourly",
        "@daily",
        "@midnight",
        "@weekly",
        "@monthly",
        "@yearly",
        "@annually",
        "0 0 * * sun",
        "0 0 * * fri-sun",
        "5/10 * * * *"
      })
  void schedulesAreTaken(String text) {
    assertEquals(Optional.empty(), CronSchedule.flaw(text));
    assertEquals(text, new CronSchedule(text).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 0 *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "*/x * * * *",
        "*/99 * * * *",
        "1,,2 * * * *",
        ", * * * *",
        "-1 * * * *",
        "1- * * * *",
        "a * * * *",
        "* * * mon *",
        "@reboot",
        "@DAILY",
        "0 0 * * * x",
        "1;2 * * * *",
        "$(id) * * * *",
        "99999999999 * * * *",
        "1/2/3 * * * *",
        "0 0 30 feb *",
        "0 0 31 4,6,9,11 *"
      })
  void everythingElseIsRefused(String text) {
    assertTrue(CronSchedule.flaw(text).isPresent());
    assertThrows(IllegalArgumentException.class, () -> new CronSchedule(text));
  }

  @Test
  void aDayThatNeverComesIsNamed() {
    assertEquals(Optional.of("no such day is in any year"), CronSchedule.flaw("0 0 30 2 *"));
  }

  @Test
  void theFieldAndItsBoundsAreNamed() {
    assertEquals(
        Optional.of("the hour must be within 0-23, not '24'"), CronSchedule.flaw("0 24 * * *"));
    assertEquals(
        Optional.of(
            "the hour must be within 0-23, not '1-25'; also understood: *, lists 1,3, ranges 1-5, steps */5"),
        CronSchedule.flaw("0 1-25 * * *"));
  }
}
