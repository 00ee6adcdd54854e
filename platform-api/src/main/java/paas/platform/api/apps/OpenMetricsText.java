package paas.platform.api.apps;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import paas.platform.app.App;
import paas.platform.drain.DrainState;
import paas.platform.metrics.Figures;
import paas.platform.metrics.RouteName;
import paas.platform.metrics.RouteTotal;
import paas.platform.store.LogDrain;
import paas.router.http.RouteLoad;

/**
 * Figures in the text format of OpenMetrics 1.0 (github.com/prometheus/OpenMetrics), a family after
 * the other. No label holds what would have to be escaped: apps, hostnames and path prefixes have
 * neither quotes nor backslashes.
 */
final class OpenMetricsText {
  static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String REQUESTS = "paas_router_requests";
  private static final String ERRORS = "paas_router_errors";
  private static final String DURATION = "paas_router_request_duration_seconds";
  private static final String BYTES = "paas_router_response_bytes";
  private static final String DROPPED = "paas_router_dropped_lines";
  private static final String IN_FLIGHT = "paas_router_requests_in_flight";
  private static final String QUEUED = "paas_router_requests_queued";
  private static final String DRAIN_FAILING = "paas_log_drain_failing";
  private static final String DRAIN_WAITING = "paas_log_drain_waiting_lines";
  private static final String DRAIN_DROPPED = "paas_log_drain_dropped_lines";

  private final Map<String, StringBuilder> families = new LinkedHashMap<>();

  /** The labels of all routes that have counters. */
  private final Set<String> counted = new TreeSet<>();

  /** Names by which the router's ids of apps are shown. */
  private final Map<String, String> names;

  OpenMetricsText(List<App> apps) {
    names =
        apps.stream()
            .collect(Collectors.toMap(app -> app.id().toString(), app -> app.name().value()));
    family(REQUESTS, "counter", "Requests, by the class of their status.");
    family(ERRORS, "counter", "Requests that the router answered or ended by itself, by its code.");
    family(DURATION, "histogram", "From the head of the request to the last byte of the answer.");
    family(BYTES, "counter", "Bytes of the bodies of responses.");
    family(DROPPED, "counter", "Requests that are in no other counter (L11).");
    family(IN_FLIGHT, "gauge", "Requests that instances have now.");
    family(QUEUED, "gauge", "Requests that wait for their app to wake or boot.");
    family(DRAIN_FAILING, "gauge", "Whether a log drain sends nothing at present.");
    family(DRAIN_WAITING, "gauge", "Lines of the log that a drain has not sent yet.");
    family(DRAIN_DROPPED, "counter", "Lines of the log that a drain will never send (L10, L13).");
  }

  private void family(String name, String type, String help) {
    StringBuilder text = new StringBuilder();
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (name.endsWith("_seconds") || name.endsWith("_bytes")) {
      String unit = name.substring(name.lastIndexOf('_') + 1);
      text.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
    }
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    families.put(name, text);
  }

  void app(App app, List<RouteTotal> routes, long dropped) {
    routes.forEach(total -> route(labels(app.name().value(), total.route()), total));
    sample(DROPPED, "_total", "app=\"" + app.name() + "\"", dropped);
  }

  private static String labels(String app, RouteName route) {
    return "app=\"%s\",route=\"%s\"".formatted(app, route.isOther() ? "other" : route);
  }

  private void route(String labels, RouteTotal total) {
    counted.add(labels);
    for (int digit = 1; digit < Figures.CLASSES; digit++) {
      long count = total.byClass().get(digit);
      if (count > 0) {
        sample(REQUESTS, "_total", labels + ",class=\"" + digit + "xx\"", count);
      }
    }
    total
        .codes()
        .forEach(
            (code, count) -> sample(ERRORS, "_total", labels + ",code=\"" + code + "\"", count));
    sample(BYTES, "_total", labels, total.bytesOut());
    for (int i = 0; i < RouteTotal.BOUNDS.size(); i++) {
      String bound = labels + ",le=\"" + seconds(RouteTotal.BOUNDS.get(i)) + "\"";
      sample(DURATION, "_bucket", bound, total.upTo().get(i));
    }
    sample(DURATION, "_bucket", labels + ",le=\"+Inf\"", total.timed());
    sample(DURATION, "_count", labels, total.timed());
    sample(DURATION, "_sum", labels, seconds(total.time()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }

  /** After all apps: what has no counters yet, or none of its own, is among an app's others. */
  void loads(List<RouteLoad> loads) {
    Map<String, RouteLoad> byLabels = new LinkedHashMap<>();
    for (RouteLoad load : loads) {
      String app = names.get(load.appId());
      if (app != null) {
        String own = labels(app, new RouteName(load.host().value(), load.path().value()));
        String shown = counted.contains(own) ? own : labels(app, RouteName.OTHER);
        byLabels.merge(shown, load, RouteLoad::plus);
      }
    }
    counted.addAll(byLabels.keySet());
    for (String labels : counted) {
      Optional<RouteLoad> load = Optional.ofNullable(byLabels.get(labels));
      sample(IN_FLIGHT, "", labels, load.map(RouteLoad::inFlight).orElse(0));
      sample(QUEUED, "", labels, load.map(RouteLoad::queued).orElse(0));
    }
  }

  void drain(LogDrain drain, DrainState state) {
    String app = names.get(drain.app().toString());
    if (app != null) {
      String labels = "app=\"%s\",drain=\"%s\"".formatted(app, drain.token());
      sample(DRAIN_FAILING, "", labels, state.problem().isPresent() ? 1 : 0);
      sample(DRAIN_WAITING, "", labels, state.waiting());
      sample(DRAIN_DROPPED, "_total", labels, state.dropped());
    }
  }

  private void sample(String family, String suffix, String labels, Number value) {
    families
        .getOrDefault(family, new StringBuilder())
        .append(family)
        .append(suffix)
        .append('{')
        .append(labels)
        .append("} ")
        .append(value)
        .append('\n');
  }

  String end() {
    return String.join("", families.values()) + "# EOF\n";
  }
}
