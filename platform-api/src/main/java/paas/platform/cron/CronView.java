package paas.platform.cron;

import java.time.Instant;
import java.util.Optional;
import paas.platform.manifest.CronJob;
import paas.platform.store.CronRun;

/**
 * A job as people see it. {@code next} is empty while it is paused; {@code fromFile} says that it
 * is in the app.json of the release that serves.
 */
public record CronView(
    CronJob job,
    boolean fromFile,
    boolean paused,
    Optional<Instant> next,
    Optional<CronRun> last) {}
