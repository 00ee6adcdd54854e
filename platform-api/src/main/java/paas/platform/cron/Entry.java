package paas.platform.cron;

import java.time.Instant;
import java.util.Optional;
import paas.platform.manifest.CronJob;
import paas.platform.store.CronState;

/**
 * A job that an app has now.
 *
 * @param fromFile it is in the app.json of the release that serves
 * @param since it is there
 * @param state how far it has come; empty when it was never seen before
 */
record Entry(CronJob job, boolean fromFile, Instant since, Optional<CronState> state) {
  boolean paused() {
    return state.filter(CronState::paused).isPresent();
  }
}
