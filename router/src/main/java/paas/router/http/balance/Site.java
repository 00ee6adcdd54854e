package paas.router.http.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import paas.router.http.Route;

/** The routes of one hostname, of which a path takes the one with the longest prefix. */
record Site(List<LiveRoute> routes) {
  private static final Comparator<LiveRoute> LONGEST_FIRST =
      Comparator.comparingInt((LiveRoute live) -> live.route().path().value().length()).reversed();

  static Site of(LiveRoute only) {
    return new Site(List.of(only));
  }

  Site and(Site other) {
    List<LiveRoute> all = new ArrayList<>(routes);
    all.addAll(other.routes);
    all.sort(LONGEST_FIRST);
    return new Site(List.copyOf(all));
  }

  /** Whether it has this route alone. */
  boolean isJust(Route route, Choice choice) {
    return routes.size() == 1
        && routes.getFirst().route() == route
        && routes.getFirst().choice() == choice;
  }

  /** The route of exactly this path. */
  @Nullable Route route(String path) {
    for (LiveRoute live : routes) {
      if (live.route().path().value().equals(path)) {
        return live.route();
      }
    }
    return null;
  }

  /** By index: an iterator would be an allocation for each request. */
  @Nullable LiveRoute find(String path) {
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).route().path().covers(path)) {
        return routes.get(i);
      }
    }
    return null;
  }
}
