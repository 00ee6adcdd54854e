package paas.platform.api.apps;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.Fleet;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Body;
import paas.platform.api.wire.Resource;
import paas.platform.app.AppId;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;
import paas.platform.deploy.Journal;
import paas.platform.fault.Rejected;
import paas.platform.release.Release;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/** Config vars: a flat map; a change makes a release, and returns once it is recorded. */
@Resource("/apps/{app}/config-vars")
final class ConfigController {
  private final ReleaseStore releases;
  private final Fleet fleet;
  private final Journal journal;
  private final InstantSource clock;

  ConfigController(ReleaseStore releases, Fleet fleet, Journal journal, InstantSource clock) {
    this.releases = releases;
    this.fleet = fleet;
    this.journal = journal;
    this.clock = clock;
  }

  @Get
  @Allows(Permission.APP_READ)
  Map<String, String> list(AppCall call) {
    return releases
        .latest(call.app().id())
        .map(Release::config)
        .map(ConfigVars::plain)
        .<Map<String, String>>map(LinkedHashMap::new)
        .orElse(Map.of());
  }

  /**
   * Null values unset their key. Answers the whole map, and in a header of our own which release
   * the change made: a client that asked for the newest instead might see another client's.
   */
  @Patch
  @Allows(Permission.APP_WRITE)
  HttpResponse<Map<String, String>> change(AppCall call, Body body) {
    Map<ConfigKey, Optional<String>> changes = new LinkedHashMap<>();
    body.json().entries().forEach((key, value) -> changes.put(new ConfigKey(key), value));
    Optional<Release> made = change(call, changes);
    Map<String, String> vars = made.orElseGet(() -> latest(call.app().id())).config().plain();
    String version = made.map(release -> Long.toString(release.version().number())).orElse("none");
    return HttpResponse.ok(vars).header("Paas-Release", version);
  }

  /** The release that the change makes; empty where everything is so already. */
  private Optional<Release> change(AppCall call, Map<ConfigKey, Optional<String>> changes) {
    AppId app = call.app().id();
    ConfigSummary summary = ConfigSummary.of(latest(app).config(), changes);
    if (summary.isEmpty()) {
      return Optional.empty();
    }
    String by = call.user().email().value();
    Optional<Release> made =
        releases.change(
            app, new ReleaseDraft.ConfigChange(changes, by, summary.text()), clock.instant());
    made.ifPresent(release -> {
      journal.event(app, summary.text() + " by user " + by);
      journal.event(app, "Release " + release.version() + " created by user " + by);
      fleet.wake(app);
    });
    return made;
  }

  /** Absent where the app was destroyed since the guard looked. */
  private Release latest(AppId app) {
    return releases
        .latest(app)
        .orElseThrow(() ->
            Rejected.notFound(
                "app", "That app does not exist any more: see `paas apps` for those that do."));
  }
}
