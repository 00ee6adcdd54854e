package paas.platform.scaling;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Traffic;
import paas.platform.deploy.Deployer;
import paas.router.control.RouterLink;
import paas.router.http.Endpoint;
import paas.router.http.Patience;

/** What the router knows of an app's requests, while it can be heard. */
final class TrafficGauge {
  private final RequestMeter meter;
  private final RouterLink router;
  private final Deployer deployer;

  TrafficGauge(RequestMeter meter, RouterLink router, Deployer deployer) {
    this.meter = meter;
    this.router = router;
    this.deployer = deployer;
  }

  Optional<Traffic> of(AppId app, Autoscale settings, Instant now) {
    if (!router.isConnected()) {
      return Optional.empty();
    }
    Optional<Instant> lastAt = meter.lastAt(app);
    boolean open = isDue(settings, lastAt, now) && isInUse(app);
    return Optional.of(new Traffic(meter.over(app, now), lastAt, open));
  }

  /** The router is asked only when the lines alone would let the app sleep. */
  private static boolean isDue(Autoscale settings, Optional<Instant> lastAt, Instant now) {
    return settings.idle().isPresent()
        && !lastAt.filter(last -> last.plus(settings.idle().get()).isAfter(now)).isPresent();
  }

  private boolean isInUse(AppId app) {
    List<Endpoint> endpoints = deployer.routed(app);
    return !router.awaitDrained(endpoints, Patience.NONE);
  }
}
