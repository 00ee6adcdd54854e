package paas.router.http.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of one hostname, of which a path takes the one with the longest prefix. */
record Site(List<LiveRoute> routes) {
  private static final Comparator<LiveRoute> LONGEST_FIRST =
      Comparator.comparingInt((LiveRoute live) -> live.route().path().value().length()).reversed();

  static Site of(LiveRoute only) {
    return new Site(List.of(only));
  }

  Site with(LiveRoute another) {
    List<LiveRoute> all = new ArrayList<>(routes);
    all.add(another);
    all.sort(LONGEST_FIRST);
    return new Site(List.copyOf(all));
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
