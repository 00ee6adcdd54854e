package paas.platform.api.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.metrics.AppMetrics;
import paas.platform.metrics.Figures;
import paas.platform.metrics.RouteName;
import paas.platform.metrics.Signs;
import paas.platform.release.ProcessType;
import paas.router.http.RouteLoad;

/** An app's metrics as the API shows them: in all, and by route, the busiest first. */
final class MetricsShapes {
  private static final Figures NOTHING =
      new Figures(0, List.of(0L, 0L, 0L, 0L, 0L, 0L), new TreeMap<>(), Optional.empty(), 0);

  private final AppMetrics metrics;
  private final Signs signs;

  /** Of each route; empty when the router does not say. */
  private final Optional<Map<RouteName, RouteLoad>> now;

  private MetricsShapes(AppMetrics metrics, Signs signs, Optional<List<RouteLoad>> loads) {
    this.metrics = metrics;
    this.signs = signs;
    this.now =
        loads.map(all -> all.stream().collect(Collectors.toMap(MetricsShapes::name, load -> load)));
  }

  static Shape of(App app, AppMetrics metrics, Signs signs, Optional<List<RouteLoad>> loads) {
    return new MetricsShapes(metrics, signs, loads).shape(app);
  }

  private static RouteName name(RouteLoad load) {
    return new RouteName(load.host().value(), load.path().value());
  }

  private Shape shape(App app) {
    return Shape.empty()
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("from", metrics.from())
        .with("to", metrics.to())
        .with("seconds", metrics.length().toSeconds())
        .with("total", total())
        .with("routes", routes())
        .with("dropped", metrics.dropped());
  }

  private Shape total() {
    Shape shape = figures(Shape.empty(), metrics.total());
    return load(
        shape,
        now.map(all -> all.values().stream().mapToInt(RouteLoad::inFlight).sum()),
        now.map(all -> all.values().stream().mapToInt(RouteLoad::queued).sum()));
  }

  /** Those with requests in the time, or now; what is summed up as others comes last. */
  private List<Shape> routes() {
    SortedMap<RouteName, Figures> all = new TreeMap<>(metrics.routes());
    now.ifPresent(loads -> loads.keySet().forEach(route -> all.putIfAbsent(route, NOTHING)));
    List<Map.Entry<RouteName, Figures>> sorted = new ArrayList<>(all.entrySet());
    sorted.sort((one, other) ->
        one.getKey().isOther() == other.getKey().isOther()
            ? Long.compare(other.getValue().requests(), one.getValue().requests())
            : Boolean.compare(one.getKey().isOther(), other.getKey().isOther()));
    return sorted.stream().map(entry -> route(entry.getKey(), entry.getValue())).toList();
  }

  private Shape route(RouteName route, Figures figures) {
    Optional<String> known = route.isOther() ? Optional.empty() : Optional.of(route.host());
    Shape shape =
        Shape.empty()
            .with("hostname", known)
            .with("path", route.path())
            .with("type", signs.type(route).map(ProcessType::name));
    Optional<RouteLoad> load = now.map(all -> all.get(route));
    return load(
        figures(shape, figures),
        now.map(all -> load.map(RouteLoad::inFlight).orElse(0)),
        now.map(all -> load.map(RouteLoad::queued).orElse(0)));
  }

  private Shape figures(Shape shape, Figures figures) {
    Shape statuses = Shape.empty();
    for (int digit = 1; digit < Figures.CLASSES; digit++) {
      statuses.with(digit + "xx", figures.answeredBy(digit));
    }
    Shape errors = Shape.empty();
    figures.codes().forEach(errors::with);
    return shape
        .with("requests", figures.requests())
        .with("per_second", perSecond(figures.requests()))
        .with("statuses", statuses)
        .with("errors", errors)
        .withObject("service", figures.times().map(MetricsShapes::times))
        .with("bytes", figures.bytesOut());
  }

  private double perSecond(long requests) {
    return Math.round(1000.0 * requests / metrics.length().toSeconds()) / 1000.0;
  }

  private static Shape times(Figures.Times times) {
    return Shape.empty()
        .with("count", times.count())
        .with("p50_ms", times.p50().toMillis())
        .with("p95_ms", times.p95().toMillis())
        .with("p99_ms", times.p99().toMillis())
        .with("max_ms", times.longest().toMillis());
  }

  private static Shape load(Shape shape, Optional<Integer> inFlight, Optional<Integer> queued) {
    inFlight.ifPresentOrElse(
        number -> shape.with("in_flight", number), () -> shape.none("in_flight"));
    queued.ifPresentOrElse(number -> shape.with("queued", number), () -> shape.none("queued"));
    return shape;
  }
}
