package paas.platform.deploy;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import paas.platform.app.AppId;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;

/**
 * Who has a hostname that several routes claim: the router takes no table with two of them. Another
 * {@code PAAS_DOMAIN} can make a custom domain the own name of an app, and while apps are renamed
 * or a domain changes hands two may have it for a moment. Pure.
 */
final class Precedence {
  private record Place(Hostname host, PathPrefix path) {
    static Place of(Route route) {
      return new Place(route.host(), route.path());
    }
  }

  private Precedence() {}

  /**
   * The routes that lose, as places in the list of their app; apps that lose none are absent. The
   * platform's names win, then the own name of each app, which is its first route, then the app
   * that comes first. Paths follow their domain: where an app loses a name, those lose too that it
   * let lead elsewhere, or they would take a part of what is another's now.
   */
  static Map<AppId, BitSet> losers(List<Route> fixed, Map<AppId, List<Route>> routes) {
    Set<Place> taken = new HashSet<>();
    fixed.forEach(route -> taken.add(Place.of(route)));
    Map<AppId, BitSet> losers = new LinkedHashMap<>();
    Set<Hostname> lost = new HashSet<>();
    routes.forEach((app, own) -> {
      if (!taken.add(Place.of(own.getFirst()))) {
        losers.computeIfAbsent(app, any -> new BitSet()).set(0);
      }
    });
    eachOther(
        routes,
        true,
        (app, place, route) -> {
          if (!taken.add(Place.of(route))) {
            losers.computeIfAbsent(app, any -> new BitSet()).set(place);
            lost.add(route.host());
          }
        });
    eachOther(
        routes,
        false,
        (app, place, route) -> {
          if (lost.contains(route.host()) || !taken.add(Place.of(route))) {
            losers.computeIfAbsent(app, any -> new BitSet()).set(place);
          }
        });
    return losers;
  }

  @FunctionalInterface
  private interface Claim {
    void look(AppId app, int place, Route route);
  }

  /** Those behind the own names: whole hostnames, or paths. */
  private static void eachOther(Map<AppId, List<Route>> routes, boolean whole, Claim claim) {
    routes.forEach((app, own) -> {
      for (int place = 1; place < own.size(); place++) {
        Route route = own.get(place);
        if (route.path().equals(PathPrefix.ROOT) == whole) {
          claim.look(app, place, route);
        }
      }
    });
  }
}
