package paas.platform.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /**
   * One route per hostname of the app. Instances that are gone are left out, and so are unready
   * ones as long as another is ready: what all of them depend on may be down, and their own answer
   * says more than none.
   */
  List<Route> of(
      AppIntent intent, Exposure exposure, Map<String, Endpoint> endpoints, Set<String> unready) {
    Target target = target(intent.app(), exposure, endpoints, unready);
    List<Route> routes = new ArrayList<>();
    routes.add(new Route(new Hostname(intent.app().name() + "." + platformDomain), target));
    for (DomainName domain : intent.domains()) {
      routes.add(new Route(new Hostname(domain.value()), target));
    }
    return routes;
  }

  private static List<Endpoint> wanted(
      Set<String> ids, Map<String, Endpoint> endpoints, Set<String> unready) {
    List<Endpoint> there = new ArrayList<>(ids.size());
    List<Endpoint> ready = new ArrayList<>(ids.size());
    for (String id : new TreeSet<>(ids)) {
      Endpoint endpoint = endpoints.get(id);
      if (endpoint != null) {
        there.add(endpoint);
        if (!unready.contains(id)) {
          ready.add(endpoint);
        }
      }
    }
    return ready.isEmpty() ? there : ready;
  }

  private static Target target(
      App app, Exposure exposure, Map<String, Endpoint> endpoints, Set<String> unready) {
    RoutedApp routed = new RoutedApp(app.id().toString(), app.name().value());
    return switch (exposure) {
      case Exposure.Serving(var ids) ->
          new Target.Serving(
              routed,
              wanted(ids, endpoints, unready),
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
