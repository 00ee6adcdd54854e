package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.App;
import paas.platform.app.AppSettings;
import paas.platform.fault.Unavailable;

@Tag("contract")
class SurroundingsTest {
  @TempDir Path home;

  @Test
  void aDatabaseThatWentAwayIsUnavailable() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Stores stores = Stores.open(home, server.getJdbcUrl("postgres", "postgres"))) {
      App app = stores.newApp();
      server.close();
      assertThrows(Unavailable.class, stores.apps::all);
      assertThrows(Unavailable.class, () -> stores.apps.update(app.id(), same -> same));
    }
  }

  @Test
  void instantsSurviveTheHourThatTheClocksRepeat() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      for (Stores stores : List.of(Stores.onH2(), Stores.onPostgreSql())) {
        for (String instant : List.of("2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")) {
          Instant at = Instant.parse(instant);
          App app =
              stores.apps.create(Stores.newName(), stores.newUser().id(), AppSettings.DEFAULT, at);
          assertEquals(at, stores.apps.find(app.id()).orElseThrow().createdAt());
        }
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
