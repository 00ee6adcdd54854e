package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.formation.Formation;
import paas.platform.formation.Isolation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.RunAs;
import paas.platform.formation.Size;
import paas.platform.formation.Ulimits;
import paas.platform.release.ProcessType;
import paas.platform.store.row.ProcessSettingsRow;
import paas.platform.store.row.ProcessSettingsRows;

/** What was set on process types; only inside a transaction that holds the app's lock. */
@Singleton
class ChosenSettings {
  /** In the column, whose 0 is for what the memory decides: no new instance beside an old one. */
  private static final int NONE_BESIDE = Formation.MAX_QUANTITY + 1;

  private final ProcessSettingsRows rows;

  ChosenSettings(ProcessSettingsRows rows) {
    this.rows = rows;
  }

  /** Types that nothing was set on are not in it. */
  Map<ProcessType, ProcessSettings> of(AppId app) {
    Map<ProcessType, ProcessSettings> chosen = new HashMap<>();
    rows.of(app.value())
        .forEach(row -> chosen.put(new ProcessType(row.processType()), settings(row)));
    return chosen;
  }

  private static ProcessSettings settings(ProcessSettingsRow row) {
    Ulimits ulimits = Ulimits.parse(row.ulimits());
    Isolation isolation = new Isolation(new RunAs(row.runAs()), row.readOnly(), List.of(), ulimits);
    return new ProcessSettings(
        Size.parse(row.size()),
        Duration.ofMillis(row.graceMs()),
        Duration.ofMillis(row.websocketGraceMs()),
        Optional.of(row.surge())
            .filter(surge -> surge > 0)
            .map(surge -> surge == NONE_BESIDE ? 0 : surge),
        isolation.withTmpfs(row.tmpfs()));
  }

  void set(AppId app, ProcessType type, ProcessSettings value) {
    Optional<ProcessSettingsRow> before =
        rows.of(app.value()).stream()
            .filter(row -> row.processType().equals(type.name()))
            .findFirst();
    if (before.isPresent()) {
      rows.update(row(before.get().id(), app, type, value));
    } else {
      rows.save(row(UUID.randomUUID(), app, type, value));
    }
  }

  private static ProcessSettingsRow row(
      UUID id, AppId app, ProcessType type, ProcessSettings value) {
    return new ProcessSettingsRow(
        id,
        app.value(),
        type.name(),
        value.size().text(),
        value.grace().toMillis(),
        value.webSocketGrace().toMillis(),
        value.surge().map(surge -> surge == 0 ? NONE_BESIDE : surge).orElse(0),
        value.isolation().user().text(),
        value.isolation().readOnly(),
        value.isolation().tmpfsText(),
        value.isolation().ulimits().toString());
  }
}
