package paas.platform.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import paas.platform.app.AppId;
import paas.router.http.RouteLoad;

/** What requests do at this moment: only the router knows. */
@FunctionalInterface
public interface InFlight {
  /** The router answers within milliseconds, or it is away. */
  Duration PATIENCE = Duration.ofSeconds(2);

  /** By route; empty where no router answers in time. */
  Optional<List<RouteLoad>> of(String appId);

  default Optional<List<RouteLoad>> of(AppId app) {
    return of(app.toString());
  }

  /** Of all apps. */
  default Optional<List<RouteLoad>> all() {
    return of("");
  }
}
