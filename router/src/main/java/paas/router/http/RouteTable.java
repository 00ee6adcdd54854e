package paas.router.http;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that the router serves, as one snapshot; of two tables the one with the higher generation
 * holds.
 */
public record RouteTable(long generation, List<Route> routes) {
  /** What a router serves that was never told anything. */
  public static final RouteTable EMPTY = new RouteTable(0, List.of());

  /**
   * @throws IllegalArgumentException if the generation is negative or two routes have one hostname
   *     and path
   */
  public RouteTable {
    if (generation < 0) {
      throw new IllegalArgumentException("Generation " + generation + " is negative");
    }
    routes = List.copyOf(routes);
    Set<String> seen = HashSet.newHashSet(routes.size());
    for (Route route : routes) {
      if (!seen.add(nameOf(route))) {
        throw new IllegalArgumentException("Two routes for " + route.host() + route.path());
      }
    }
  }

  /** Of most routes the hostname itself: a large table has no room for another string of each. */
  private static String nameOf(Route route) {
    String host = route.host().value();
    return route.path().equals(PathPrefix.ROOT) ? host : host + route.path().value();
  }
}
