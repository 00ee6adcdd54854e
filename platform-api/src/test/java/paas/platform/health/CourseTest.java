package paas.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CourseTest {
  private static final Answer.Probe PROBE = new Answer.Probe("ask", "no", "", Duration.ZERO);
  private static final Answer WELL = new Answer.Well(PROBE);
  private static final Answer ILL = new Answer.Ill(PROBE);
  private static final Answer SILENT = new Answer.Silent(PROBE);
  private static final Answer UNASKED = new Answer.Unasked(PROBE);

  private static Course course(String type) {
    return Course.of(
        Wording.check(
            Healthcheck.Source.OWNER,
            Map.of("type", type, "path", "/", "attempts", "2", "interval", "7")));
  }

  private static Course again(Course.Next next, Duration after) {
    Course.Next.Again again = assertInstanceOf(Course.Next.Again.class, next);
    assertEquals(after, again.after());
    return again.course();
  }

  @Test
  void aStartupCheckIsPassedOnce() {
    assertEquals(new Course.Next.Passed(), course("startup").on(WELL, true));
    assertEquals(new Course.Next.Passed(), course("readiness").on(WELL, false));
  }

  @Test
  void itFailsAtItsLastAttempt() {
    Course second = again(course("startup").on(ILL, true), Duration.ofSeconds(7));
    assertInstanceOf(Course.Next.Failed.class, second.on(ILL, true));
  }

  @Test
  void nobodyThereCountsForNothingWhileItMayBoot() {
    Course same = again(course("startup").on(SILENT, true), Duration.ofMillis(50));
    assertEquals(course("startup"), same);
    assertEquals(new Course.Next.Deaf(), same.on(SILENT, false));
  }

  @Test
  void aLivenessCheckGoesOnAndCountsFailuresInARow() {
    Course first = again(course("liveness").on(SILENT, false), Duration.ofSeconds(7));
    assertEquals(1, first.failures());
    assertEquals(0, again(first.on(WELL, false), Duration.ofSeconds(7)).failures());
    Course.Next.Failed failed = assertInstanceOf(Course.Next.Failed.class, first.on(ILL, false));
    assertInstanceOf(Course.Next.Failed.class, failed.course().on(ILL, false));
  }

  @Test
  void whatCouldNotBeAskedSaysNothingOfTheInstance() {
    Course first = again(course("liveness").on(ILL, false), Duration.ofSeconds(7));
    assertEquals(first, again(first.on(UNASKED, false), Duration.ofSeconds(7)));
    assertEquals(
        course("startup"), again(course("startup").on(UNASKED, true), Duration.ofSeconds(7)));
  }
}
