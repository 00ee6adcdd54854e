package paas.platform.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import paas.platform.manifest.CronJob;
import paas.platform.manifest.CronTimes;

/** What a job's schedule says at a moment, given up to when its times were dealt with. */
sealed interface Due {
  /** A time is kept that is dealt with so soon after; enough for a restart of the platform. */
  Duration ON_TIME = Duration.ofMinutes(2);

  /** Nothing since then. */
  record Nothing() implements Due {}

  /** It is due; {@code missedSince} is the first time before that was not kept. */
  record Now(Instant at, Optional<Instant> missedSince) implements Due {}

  /** One or more times were not kept, none of them is now. */
  record Missed(Instant first, Instant last) implements Due {}

  /** Times up to {@code handled} are dealt with, also those that a clock comes back to. */
  static Due of(CronJob job, Instant handled, Instant now) {
    CronTimes times = job.schedule().times();
    Optional<Instant> last = times.latest(handled, now, job.terms().zone());
    if (last.isEmpty()) {
      return new Nothing();
    }
    Instant first = times.next(handled, job.terms().zone()).orElseThrow();
    return Duration.between(last.get(), now).compareTo(ON_TIME) < 0
        ? new Now(last.get(), Optional.of(first).filter(time -> time.isBefore(last.get())))
        : new Missed(first, last.get());
  }
}
