package paas.platform.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Route;
import paas.router.http.Target;

/** An app's routes as the router was last told of them. */
record LastTable(List<Route> routes, List<Endpoint> endpoints) {
  static final LastTable NONE = new LastTable(List.of(), List.of());

  /** Of all targets, those that get a share among them. */
  static LastTable of(List<Route> routes) {
    Set<Endpoint> all = new LinkedHashSet<>();
    routes.forEach(route -> all.addAll(endpoints(route)));
    return new LastTable(List.copyOf(routes), List.copyOf(all));
  }

  private static List<Endpoint> endpoints(Route route) {
    List<Endpoint> all = new ArrayList<>();
    if (route.target() instanceof Target.Serving serving) {
      all.addAll(serving.endpoints());
      all.addAll(serving.share().endpoints());
    }
    return all;
  }

  /** Percent of the requests for web that a canary gets. */
  int share() {
    return !routes.isEmpty() && routes.getFirst().target() instanceof Target.Serving serving
        ? serving.share().percent()
        : 0;
  }

  /** Each hostname with a path, and the names of the instances that its requests go to. */
  Map<String, Set<String>> places() {
    Map<String, Set<String>> places = new HashMap<>();
    for (Route route : routes) {
      places.put(place(route), names(endpoints(route)));
    }
    return places;
  }

  /** Whether it has these places and no others, each for instances of this process type alone. */
  boolean leadsTo(Map<String, ProcessType> wanted) {
    for (Route route : routes) {
      ProcessType type = wanted.get(place(route));
      if (type == null || !isOf(type, route)) {
        return false;
      }
    }
    return routes.size() == wanted.size();
  }

  private static String place(Route route) {
    return route.host().value() + route.path().value();
  }

  private static boolean isOf(ProcessType type, Route route) {
    for (Endpoint endpoint : endpoints(route)) {
      if (!endpoint.instance().startsWith(type.name() + ".")) {
        return false;
      }
    }
    return true;
  }

  /** Names of the instances that requests go to. */
  Set<String> names() {
    return names(endpoints);
  }

  private static Set<String> names(Iterable<Endpoint> some) {
    Set<String> names = new HashSet<>();
    some.forEach(endpoint -> names.add(endpoint.instance()));
    return names;
  }
}
