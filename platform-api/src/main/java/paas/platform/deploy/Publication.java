package paas.platform.deploy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.app.AppId;
import paas.platform.plan.Exposures;
import paas.router.http.Endpoint;
import paas.router.http.Route;
import paas.router.http.Target;

/**
 * What the router was last told of one app and has acknowledged. Used by its loop's thread, but for
 * {@link #endpoints}.
 */
final class Publication {
  private final AppId app;
  private final Routes routes;
  private final Traffic traffic;
  private Optional<Exposures> told = Optional.empty();

  /** The last look of which it was true. */
  private Optional<Look> trueOf = Optional.empty();

  private volatile List<Route> acknowledged = List.of();

  Publication(AppId app, Routes routes, Traffic traffic) {
    this.app = app;
    this.routes = routes;
    this.traffic = traffic;
  }

  void publish(Look look, Exposures exposures) throws InterruptedException {
    List<Route> wanted = routes(look, exposures);
    // Should this fail, the router may have taken the new table or not: what it had before is no
    // more certain.
    told = Optional.empty();
    traffic.publish(app, wanted);
    acknowledged = wanted;
    told = Optional.of(exposures);
    trueOf = Optional.of(look);
  }

  /** What was acknowledged counts only while it still says what would be said now. */
  Optional<Exposures> stillTrue(Look look) {
    return told.filter(exposures -> isTrue(look, exposures));
  }

  private boolean isTrue(Look look, Exposures exposures) {
    if (trueOf.filter(look::leadsAs).isPresent()) {
      return true;
    }
    boolean same = routes(look, exposures).equals(acknowledged);
    if (same) {
      trueOf = Optional.of(look);
    }
    return same;
  }

  private List<Route> routes(Look look, Exposures exposures) {
    return routes.of(look.intent(), exposures, look.endpoints(), look.unready());
  }

  /** Where requests go. Any thread. */
  List<Endpoint> endpoints() {
    return acknowledged.stream()
        .map(Route::target)
        .filter(Target.Serving.class::isInstance)
        .map(Target.Serving.class::cast)
        .flatMap(target ->
            Stream.concat(target.endpoints().stream(), target.share().endpoints().stream()))
        .distinct()
        .toList();
  }
}
