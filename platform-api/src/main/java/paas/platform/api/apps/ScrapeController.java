package paas.platform.api.apps;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import java.util.List;
import java.util.stream.Collectors;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.wire.Resource;
import paas.platform.app.App;
import paas.platform.drain.Drains;
import paas.platform.metrics.InFlight;
import paas.platform.metrics.Signposts;
import paas.platform.metrics.Signs;
import paas.platform.metrics.Totals;
import paas.platform.metrics.TrafficHistory;
import paas.platform.store.AppStore;

/** All apps' requests and log drains for Prometheus and its like, with an admin's token. */
@Resource("/metrics")
final class ScrapeController {
  private final AppStore apps;
  private final TrafficHistory history;
  private final Signposts signposts;
  private final InFlight inFlight;
  private final Drains drains;

  ScrapeController(
      AppStore apps,
      TrafficHistory history,
      Signposts signposts,
      InFlight inFlight,
      Drains drains) {
    this.apps = apps;
    this.history = history;
    this.signposts = signposts;
    this.inFlight = inFlight;
    this.drains = drains;
  }

  @Get
  @Produces(OpenMetricsText.TYPE)
  @Allows(Permission.ADMIN)
  String scrape() {
    List<App> all = apps.all();
    Totals totals = history.totals();
    totals.keepOnly(all.stream().map(App::id).collect(Collectors.toSet()));
    OpenMetricsText text = new OpenMetricsText(all);
    for (App app : all) {
      if (totals.has(app.id())) {
        Signs signs = signposts.of(app.id());
        text.app(
            app,
            totals.of(app.id(), route -> signs.type(route).isPresent()),
            totals.dropped(app.id()));
      }
    }
    inFlight.all().ifPresent(text::loads);
    drains.states().forEach(text::drain);
    return text.end();
  }
}
