package paas.platform.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.plan.Exposure;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** Translates what the planner wants to expose into the router's own words. */
final class Routes {
  private final String platformDomain;

  Routes(String platformDomain) {
    this.platformDomain = platformDomain;
  }

  /** One route per hostname of the app. Instances that are gone are left out. */
  List<Route> of(AppIntent intent, Exposure exposure, Map<String, Endpoint> endpoints) {
    Target target = target(intent.app(), exposure, endpoints);
    List<Route> routes = new ArrayList<>();
    routes.add(new Route(new Hostname(intent.app().name() + "." + platformDomain), target));
    for (DomainName domain : intent.domains()) {
      routes.add(new Route(new Hostname(domain.value()), target));
    }
    return routes;
  }

  private static Target target(App app, Exposure exposure, Map<String, Endpoint> endpoints) {
    RoutedApp routed = new RoutedApp(app.id().toString(), app.name().value());
    return switch (exposure) {
      case Exposure.Serving(var ids) ->
          new Target.Serving(
              routed,
              ids.stream().sorted().filter(endpoints::containsKey).map(endpoints::get).toList(),
              new RouteLimits(app.settings().firstByteTimeout(), RouteLimits.DEFAULT.idle()));
      case Exposure.Booting b -> new Target.Booting(routed);
      case Exposure.Sleeping s -> new Target.Sleeping(routed);
      case Exposure.Crashed c -> new Target.Crashed(routed);
      case Exposure.NoWeb n -> new Target.NoWeb(routed);
      case Exposure.Blank b -> new Target.Blank(routed);
      case Exposure.Maintenance m -> new Target.Maintenance(routed);
    };
  }
}
