package paas.platform.store;

import jakarta.inject.Singleton;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.store.row.AppRow;
import paas.platform.store.row.AppRows;

/** The row that writers of one app stand in line for; only inside a transaction. */
@Singleton
class AppLock {
  private final AppRows apps;

  AppLock(AppRows apps) {
    this.apps = apps;
  }

  AppRow take(AppId app) {
    return apps.lock(app.value())
        .orElseThrow(() ->
            Rejected.notFound(
                "app", "That app does not exist any more: see `paas apps` for those that do."));
  }
}
