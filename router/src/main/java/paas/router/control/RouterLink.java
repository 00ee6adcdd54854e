package paas.router.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import paas.router.http.Endpoint;
import paas.router.http.Patience;
import paas.router.http.Route;
import paas.router.http.RouteLoad;
import paas.router.tls.TlsTable;

/**
 * The control plane's door to the router: publishes route tables, waits for drained endpoints,
 * takes request lines from it, and hears which sleeping apps are asked for. Reconnects for ever;
 * after every reconnect it sends the last published routes again. Thread-safe; all methods block
 * and belong on virtual threads.
 */
public final class RouterLink implements AutoCloseable {
  private final LinkState state;
  private final TlsState tls;
  private final LinkConnection connection;

  /** Starts to connect at once; the router need not be there yet. */
  public RouterLink(Path socket, RequestLineSink sink, WakeSink wakes) {
    this(socket, sink, wakes, ControlLimits.DEFAULT);
  }

  public RouterLink(Path socket, RequestLineSink sink, WakeSink wakes, ControlLimits limits) {
    this.state = new LinkState(socket, limits);
    this.tls = new TlsState(socket);
    this.connection = new LinkConnection(socket, sink, wakes, limits, state, tls);
    connection.start();
  }

  /**
   * Publishes the whole set of routes under the next generation, and returns that generation (or a
   * newer one) once the router has it in force: from then on no request goes to an endpoint that is
   * not in it.
   *
   * @throws RouterUnavailable if that does not happen in time; the routes are still sent when the
   *     router comes back, unless newer ones are published before
   * @throws IllegalArgumentException if two routes have one hostname
   */
  public long publish(List<Route> routes, Duration deadline) {
    return state.publish(routes, deadline);
  }

  /**
   * Publishes all certificates and challenges under the next generation, whatever that of the table
   * is, and returns once the router has them in force.
   *
   * @throws RouterUnavailable if that does not happen in time; the table is still sent when the
   *     router comes back, unless a newer one is published before
   * @throws IllegalArgumentException if the table is too large; the one before stays
   */
  public void publish(TlsTable table, Duration deadline) {
    tls.publish(table, deadline);
  }

  /**
   * Waits until nothing is in flight on these endpoints, for requests and WebSockets as long as the
   * patience has it. Publish a table without them first.
   *
   * @return whether they are idle; false when the time is up, or when the router is gone and its
   *     requests with it
   */
  public boolean awaitDrained(Collection<Endpoint> endpoints, Patience patience) {
    return state.awaitDrained(endpoints, patience);
  }

  /**
   * What the requests of an app do at this moment, by route, the busiest first; of all apps where
   * the id is empty. Empty where no router answers in time.
   */
  public Optional<List<RouteLoad>> load(String appId, Duration atMost) {
    return state.load(appId, atMost);
  }

  /** Whether the router is connected at this moment. */
  public boolean isConnected() {
    return state.isConnected();
  }

  @Override
  public void close() {
    connection.close();
  }
}
