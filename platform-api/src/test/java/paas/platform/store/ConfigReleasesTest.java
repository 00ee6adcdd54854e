package paas.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.config.ConfigKey;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/** Releases that change nothing but config. */
@Tag("contract")
class ConfigReleasesTest {
  @Nested
  class OnH2 extends Contract {
    OnH2() {
      super(Stores.onH2());
    }
  }

  @Nested
  class OnPostgreSql extends Contract {
    OnPostgreSql() {
      super(Stores.onPostgreSql());
    }
  }

  abstract static class Contract {
    private static final ConfigKey KEY = new ConfigKey("KEY");
    private static final Instant NOW = Stores.NOW;

    private final Stores stores;
    private final ReleaseStore releases;

    Contract(Stores stores) {
      this.stores = stores;
      this.releases = stores.releases;
    }

    @Test
    void aConfigChangeWithoutImageSucceedsAtOnce() {
      AppId app = stores.newApp().id();
      Release release = set(app, "1");
      assertEquals(new ReleaseStatus.Succeeded(), release.status());
      assertEquals(Optional.empty(), releases.nextPending(app));
      assertEquals(Optional.empty(), releases.serving(app));
    }

    @Test
    void aConfigChangeWithoutEffectMakesNoRelease() {
      AppId app = stores.newApp().id();
      Release release = set(app, "same");
      assertEquals(release, set(app, "same"));
      assertEquals(release, change(app, Map.of(new ConfigKey("NOT_THERE"), Optional.empty())));
    }

    @Test
    void aConfigChangeTellsWhetherItMadeARelease() {
      AppId app = stores.newApp().id();
      var draft = new ReleaseDraft.ConfigChange(Map.of(KEY, Optional.of("1")), "me", "Set");
      Release made = releases.change(app, draft, NOW).orElseThrow();
      assertEquals(releases.latest(app), Optional.of(made));
      assertEquals(Optional.empty(), releases.change(app, draft, NOW));
    }

    @Test
    void unsettingRemovesAVariable() {
      AppId app = stores.newApp().id();
      set(app, "1");
      assertTrue(change(app, Map.of(KEY, Optional.empty())).config().values().isEmpty());
    }

    private Release set(AppId app, String value) {
      return change(app, Map.of(KEY, Optional.of(value)));
    }

    private Release change(AppId app, Map<ConfigKey, Optional<String>> changes) {
      return releases.record(app, new ReleaseDraft.ConfigChange(changes, "me", "Set"), NOW);
    }
  }
}
