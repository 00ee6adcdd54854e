package paas.platform.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import paas.platform.app.DomainName;
import paas.platform.formation.Mount;
import paas.platform.plan.Exposure;
import paas.platform.plan.Exposures;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/** Translates what the planner wants to expose into the router's own words. */
final class Routes {
  private final String platformDomain;

  Routes(String platformDomain) {
    this.platformDomain = platformDomain;
  }

  /**
   * One route per hostname of the app, its own name first; where one of its domains is canonical
   * the others lead there. A domain that the app has no more is not. Instances that are gone are
   * left out, and so are unready ones as long as another is ready: what all of them depend on may
   * be down, and their own answer says more than none.
   */
  List<Route> of(
      AppIntent intent, Exposures exposures, Map<String, Endpoint> endpoints, Set<String> unready) {
    RoutedApp routed = new RoutedApp(intent.app().id().toString(), intent.app().name().value());
    Map<ProcessType, Target> targets = new HashMap<>();
    intent
        .routed()
        .forEach(type ->
            targets.put(type, target(intent, routed, exposures.of(type), endpoints, unready)));
    Target web = targets.getOrDefault(ProcessType.WEB, new Target.NoWeb(routed));
    RouteSettings settings = intent.edge().settings();
    Optional<DomainName> canonical = intent.edge().canonical().filter(intent.domains()::contains);
    List<Route> routes = new ArrayList<>();
    for (String host : hosts(intent)) {
      Target here =
          canonical
              .filter(name -> !name.value().equals(host))
              .<Target>map(name -> new Target.Moved(routed, new Hostname(name.value())))
              .orElse(web);
      routes.add(new Route(new Hostname(host), PathPrefix.ROOT, here, settings));
    }
    for (Mount mount : intent.mounts()) {
      Hostname host = new Hostname(mount.host().value());
      Target there = targets.getOrDefault(mount.process(), web);
      RouteSettings spoken = settings.speaking(intent.edge().protocol(mount.process().name()));
      routes.add(new Route(host, mount.path(), there, spoken));
    }
    return routes;
  }

  /** A domain from before this PAAS_DOMAIN may be the app's own name now. */
  private Set<String> hosts(AppIntent intent) {
    Set<String> hosts = new LinkedHashSet<>();
    hosts.add(intent.app().name() + "." + platformDomain);
    intent.domains().forEach(domain -> hosts.add(domain.value()));
    return hosts;
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

  /** None where all of those are gone, or ask for no requests: the others have them then. */
  private static Share share(
      Set<String> ids, int percent, Map<String, Endpoint> endpoints, Set<String> unready) {
    Set<String> asking = new TreeSet<>(ids);
    asking.removeAll(unready);
    List<Endpoint> there = wanted(asking, endpoints, unready);
    return there.isEmpty() ? Share.NONE : new Share(there, percent);
  }

  private static Target target(
      AppIntent intent,
      RoutedApp routed,
      Exposure exposure,
      Map<String, Endpoint> endpoints,
      Set<String> unready) {
    return switch (exposure) {
      case Exposure.Serving(var ids, var trial, int percent) ->
          new Target.Serving(
              routed,
              wanted(ids, endpoints, unready),
              share(trial, percent, endpoints, unready),
              intent.edge().limits(intent.app().settings().firstByteTimeout()));
      case Exposure.Booting b -> new Target.Booting(routed);
      case Exposure.Sleeping s -> new Target.Sleeping(routed);
      case Exposure.Crashed c -> new Target.Crashed(routed);
      case Exposure.NoWeb n -> new Target.NoWeb(routed);
      case Exposure.Blank b -> new Target.Blank(routed);
      case Exposure.Maintenance m -> new Target.Maintenance(routed);
    };
  }
}
