package paas.platform.deploy;

import java.util.List;
import paas.platform.app.AppId;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;

/** The router, as one control loop sees it. */
interface Traffic {
  /**
   * Returns once the router has acknowledged a table in which the app has exactly these routes.
   *
   * @throws paas.platform.fault.Unavailable when it did not in time
   */
  void publish(AppId app, List<Route> routes) throws InterruptedException;

  /** Returns whether nothing is in flight on the endpoint; false once what is has had its time. */
  boolean awaitDrained(Endpoint endpoint, Patience patience) throws InterruptedException;
}
