package paas.platform.store;

import java.util.List;

/** What became of the wish to run a cron job. */
public sealed interface CronClaim {
  /** Recorded, to be started now by the one caller who gets this, once the others are stopped. */
  record Granted(CronRun run, List<CronRun> replaced) implements CronClaim {
    public Granted {
      replaced = List.copyOf(replaced);
    }
  }

  /** Not to be started, for a reason that people are told. */
  record Refused(String why) implements CronClaim {}

  /** That due time was dealt with before. */
  record Known() implements CronClaim {}
}
