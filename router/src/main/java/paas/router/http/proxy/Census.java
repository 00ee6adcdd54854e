package paas.router.http.proxy;

import java.util.ArrayList;
import java.util.List;
import paas.router.http.Route;
import paas.router.http.RouteLoad;
import paas.router.http.RoutedApp;

/**
 * The requests that one event loop has at one moment. Taken when somebody asks, by a walk over the
 * connections, so that requests pay nothing for it.
 */
final class Census {
  private final String appId;
  private final List<RouteLoad> found = new ArrayList<>();

  /**
   * @param appId whose requests are counted; empty for all
   */
  Census(String appId) {
    this.appId = appId;
  }

  void count(RoutedApp app, Route route, boolean queued) {
    if (appId.isEmpty() || appId.equals(app.id())) {
      found.add(
          new RouteLoad(app.id(), route.host(), route.path(), queued ? 0 : 1, queued ? 1 : 0));
    }
  }

  List<RouteLoad> loads() {
    return RouteLoad.sum(found);
  }
}
