package paas.platform.health;

import java.time.Duration;

/**
 * The course of one check: how often it has failed in a row, and what is to be done. Pure.
 *
 * <pre>
 * asked ── well ──▶ passed (startup) / asked again (liveness)
 *   ├───── ill ──▶ asked again, or failed at the last attempt
 *   ├─── silent ─▶ startup: asked again at once while it may boot, then deaf; liveness: as ill
 *   └── unasked ─▶ asked again; counts for nothing
 * </pre>
 */
public record Course(Healthcheck check, int failures) {
  /** How soon a port that nothing listens at is tried again. */
  private static final Duration SOON = Duration.ofMillis(50);

  /** What comes next. */
  public sealed interface Next {
    /** Ask again, after so long. */
    record Again(Course course, Duration after) implements Next {}

    /** Passed once, which is enough before an instance is up. */
    record Passed() implements Next {}

    /** Nobody was there for as long as one may boot. */
    record Deaf() implements Next {}

    /** Failed too often; a liveness check goes on nevertheless. */
    record Failed(Course course, Answer.Probe last) implements Next {}
  }

  public static Course of(Healthcheck check) {
    return new Course(check, 0);
  }

  /** {@code mayBoot}: whether it may still take time to listen. */
  public Next on(Answer answer, boolean mayBoot) {
    boolean liveness = check.stage() == Stage.LIVENESS;
    return switch (answer) {
      case Answer.Well w -> liveness ? again(0) : new Next.Passed();
      case Answer.Ill(var probe) -> failed(probe);
      case Answer.Silent(var probe) ->
          liveness ? failed(probe) : silent(mayBoot || check.ask() instanceof Ask.Uptime);
      case Answer.Unasked u -> liveness || mayBoot ? again(failures) : new Next.Deaf();
    };
  }

  private Next silent(boolean mayBoot) {
    return mayBoot ? new Next.Again(this, SOON) : new Next.Deaf();
  }

  private Next failed(Answer.Probe probe) {
    Course after = new Course(check, failures + 1);
    return after.failures >= check.attempts()
        ? new Next.Failed(after, probe)
        : new Next.Again(after, pause());
  }

  private Next again(int count) {
    return new Next.Again(new Course(check, count), pause());
  }

  /** Until it is asked again; never a busy loop, whatever the interval says. */
  public Duration pause() {
    Duration least = Duration.ofSeconds(1);
    return check.interval().compareTo(least) < 0 ? least : check.interval();
  }
}
