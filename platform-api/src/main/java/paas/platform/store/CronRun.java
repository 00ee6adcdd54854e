package paas.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.manifest.CronName;

/**
 * One run of a cron job.
 *
 * @param number counts per app
 * @param due empty where a person asked for it
 * @param exitCode empty while it goes on, and where it was not seen
 * @param why what there is to say of its end, for people; may be empty
 */
public record CronRun(
    UUID id,
    AppId app,
    CronName job,
    long number,
    Optional<Instant> due,
    Duration timeout,
    State state,
    Optional<Integer> exitCode,
    String why,
    Instant startedAt,
    Optional<Instant> endedAt) {

  /** Where it stands. The first three are not ended. */
  public enum State {
    /** Recorded; its process may not be there yet. */
    STARTING,
    RUNNING,
    /** Being stopped for the next one. */
    REPLACING,
    EXITED,
    TIMED_OUT,
    REPLACED,
    /** It could not be started. */
    FAILED,
    /** A kill of the platform got in its way, so that its end is not known. */
    CUT_OFF
  }

  /** The type of its process: {@code cron-report}. */
  public String type() {
    return "cron-" + job;
  }

  /** The name of its process: {@code cron-report.17}. */
  public String process() {
    return type() + "." + number;
  }

  public boolean isOver() {
    return endedAt.isPresent();
  }
}
