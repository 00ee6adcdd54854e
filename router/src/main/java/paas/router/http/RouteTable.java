package paas.router.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the router serves, as one snapshot; of two tables the one with the higher generation
 * holds. Immutable; two are equal that have one generation and equal routes in one order.
 */
public final class RouteTable {
  /** What a router serves that was never told anything. */
  public static final RouteTable EMPTY = new RouteTable(0, List.of());

  private final long generation;
  private final List<Route> routes;
  private final RouteIndex index;

  /**
   * @throws IllegalArgumentException if the generation is negative or two routes have one hostname
   *     and path
   */
  public RouteTable(long generation, List<Route> routes) {
    this(generation, routes, null);
  }

  private RouteTable(long generation, List<Route> routes, @Nullable RouteTable former) {
    if (generation < 0) {
      throw new IllegalArgumentException("Generation " + generation + " is negative");
    }
    this.generation = generation;
    this.routes = List.copyOf(routes);
    this.index =
        former != null && haveSameNames(this.routes, former.routes)
            ? new RouteIndex(this.routes, former.index)
            : new RouteIndex(this.routes);
  }

  /**
   * Another table, which is made in a fraction of the time where it has the hostnames and paths of
   * this one.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public RouteTable next(long nextGeneration, List<Route> nextRoutes) {
    return new RouteTable(nextGeneration, nextRoutes, this);
  }

  /** Whether these have the same hostnames and paths in the same places; most are the same ones. */
  public static boolean haveSameNames(List<Route> some, List<Route> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      Route one = some.get(i);
      Route other = others.get(i);
      if (one != other && !(one.host().equals(other.host()) && one.path().equals(other.path()))) {
        return false;
      }
    }
    return true;
  }

  public long generation() {
    return generation;
  }

  public List<Route> routes() {
    return routes;
  }

  /**
   * The route of a normalised hostname and a path with its query; null when there is none. An exact
   * hostname comes before a wildcard, a longer wildcard before a shorter one, and of the paths of
   * one hostname the longest holds.
   */
  public @Nullable Route find(String host, String path) {
    return index.find(host, path);
  }

  /**
   * The place among the routes of the one of exactly this hostname, as it is written, and this
   * path; negative when there is none.
   */
  public int place(String host, String path) {
    return index.place(host, path);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteTable table
        && generation == table.generation
        && routes.equals(table.routes);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(generation) + routes.hashCode();
  }

  @Override
  public String toString() {
    return "RouteTable[generation=" + generation + ", routes=" + routes + "]";
  }
}
