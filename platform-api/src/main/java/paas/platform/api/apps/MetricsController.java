package paas.platform.api.apps;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Get;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.fault.Rejected;
import paas.platform.metrics.AppMetrics;
import paas.platform.metrics.InFlight;
import paas.platform.metrics.Signposts;
import paas.platform.metrics.TrafficHistory;

/** How many requests an app had of late, how it answered them, and what they do now. */
@Resource("/apps/{app}/metrics")
final class MetricsController {
  private final TrafficHistory history;
  private final Signposts signposts;
  private final InFlight inFlight;

  MetricsController(TrafficHistory history, Signposts signposts, InFlight inFlight) {
    this.history = history;
    this.signposts = signposts;
    this.inFlight = inFlight;
  }

  /** {@code ?minutes=10} counts those of the last ten. */
  @Get
  @Allows(Permission.APP_READ)
  Shape show(AppCall call, HttpRequest<?> request) {
    int minutes =
        request
            .getParameters()
            .getFirst("minutes")
            .map(MetricsController::minutes)
            .orElse(TrafficHistory.MINUTES);
    AppMetrics metrics = history.of(call.app().id(), minutes);
    return MetricsShapes.of(
        call.app(), metrics, signposts.of(call.app().id()), inFlight.of(call.app().id()));
  }

  private static int minutes(String text) {
    try {
      int minutes = Integer.parseInt(text);
      if (minutes >= 1 && minutes <= TrafficHistory.MINUTES) {
        return minutes;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Rejected.invalid(
        "'minutes' must be a number from 1 to %d: older figures are not kept."
            .formatted(TrafficHistory.MINUTES));
  }
}
