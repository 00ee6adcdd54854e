package paas.platform.deploy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import paas.platform.app.AppId;
import paas.platform.fault.Unavailable;
import paas.router.control.RouterLink;
import paas.router.control.RouterUnavailable;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

/** The real router, through the board that puts all apps' routes together. */
final class RouterTraffic implements Traffic {
  private final RouterLink link;
  private final RouteBoard board;
  private final Consumer<AppId> changing;

  /** {@code changing} hears of an app before the router hears of its routes. */
  RouterTraffic(RouterLink link, RouteBoard board, Consumer<AppId> changing) {
    this.link = link;
    this.board = board;
    this.changing = changing;
  }

  static void send(RouterLink link, List<Route> routes, Duration deadline) {
    try {
      link.publish(routes, deadline);
    } catch (RouterUnavailable e) {
      throw new Unavailable("The router did not acknowledge the route table: " + e.getMessage(), e);
    }
  }

  @Override
  public void publish(AppId app, List<Route> routes) throws InterruptedException {
    changing.accept(app);
    board.publish(app, routes);
  }

  @Override
  public boolean awaitDrained(Endpoint endpoint, Patience patience) {
    return link.awaitDrained(List.of(endpoint), patience);
  }
}
