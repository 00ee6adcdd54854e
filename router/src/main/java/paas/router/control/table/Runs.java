package paas.router.control.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import paas.router.http.Route;
import paas.router.http.RouteTable;

/**
 * The routes of a table as runs of those that the table before has too, each followed by some that
 * it has not.
 *
 * @param all in the order of the table
 */
record Runs(List<Run> all) {
  /**
   * @param kept how many stand in the former table, one after the other
   * @param place of the first of these there
   * @param fresh those that follow
   */
  record Run(int kept, int place, List<Route> fresh) {}

  /**
   * Routes that stayed are known by identity: an app's are the same ones until it says others.
   * Those of a table stand mostly in one order, so where one was replaced the next is looked for
   * behind it.
   */
  static Runs of(List<Route> routes, RouteTable former) {
    List<Route> before = former.routes();
    List<Run> all = new ArrayList<>();
    int expected = 0;
    int i = 0;
    while (i < routes.size()) {
      int place = expected;
      int first = i;
      while (i < routes.size()
          && expected < before.size()
          && routes.get(i) == before.get(expected)) {
        i++;
        expected++;
      }
      int kept = i - first;
      int begun = i;
      while (i < routes.size() && !stands(routes.get(i), before, expected)) {
        Route fresh = routes.get(i);
        int there = placeOf(fresh, former, expected);
        if (there >= 0 && before.get(there) == fresh) {
          expected = there;
          break;
        }
        expected = there < 0 ? expected : there + 1;
        i++;
      }
      all.add(new Run(kept, place, routes.subList(begun, i)));
    }
    return new Runs(all);
  }

  private static boolean stands(Route route, List<Route> before, int place) {
    return place < before.size() && before.get(place) == route;
  }

  private static int placeOf(Route route, RouteTable former, int expected) {
    if (expected < former.routes().size()) {
      Route there = former.routes().get(expected);
      if (there.host().equals(route.host()) && there.path().equals(route.path())) {
        return expected;
      }
    }
    return former.place(route.host().value(), route.path().value());
  }

  void forEachFresh(Consumer<Route> action) {
    for (Run run : all) {
      run.fresh().forEach(action);
    }
  }
}
