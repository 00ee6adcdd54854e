package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Size;
import paas.platform.release.ProcessType;
import paas.platform.store.row.ProcessSettingsRow;
import paas.platform.store.row.ProcessSettingsRows;

/** What was set on process types; only inside a transaction that holds the app's lock. */
@Singleton
class ChosenSettings {
  private final ProcessSettingsRows rows;

  ChosenSettings(ProcessSettingsRows rows) {
    this.rows = rows;
  }

  /** Types that nothing was set on are not in it. */
  Map<ProcessType, ProcessSettings> of(AppId app) {
    Map<ProcessType, ProcessSettings> chosen = new HashMap<>();
    for (ProcessSettingsRow row : rows.of(app.value())) {
      chosen.put(
          new ProcessType(row.processType()),
          new ProcessSettings(
              Size.parse(row.size()),
              Duration.ofMillis(row.graceMs()),
              Optional.of(row.surge()).filter(surge -> surge > 0)));
    }
    return chosen;
  }

  void set(AppId app, ProcessType type, ProcessSettings value) {
    String size = value.size().text();
    long grace = value.grace().toMillis();
    int surge = value.surge().orElse(0);
    if (rows.change(app.value(), type.name(), size, grace, surge) == 0) {
      UUID id = UUID.randomUUID();
      rows.save(new ProcessSettingsRow(id, app.value(), type.name(), size, grace, surge));
    }
  }
}
