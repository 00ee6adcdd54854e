package paas.router.http.balance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import paas.router.http.Endpoint;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.Target;

/** One route table in force: hostname to route, and the live endpoints it holds. Immutable. */
public final class LiveTable {
  /** What the platform's own requests are counted under: no app has an empty id. */
  private static final String PLATFORM = "";

  private final RouteTable source;
  private final Map<String, LiveRoute> routes;
  private final Map<Endpoint, LiveEndpoint> endpoints;
  private final Map<String, AppCrowd> crowds;

  private LiveTable(
      RouteTable source,
      Map<String, LiveRoute> routes,
      Map<Endpoint, LiveEndpoint> endpoints,
      Map<String, AppCrowd> crowds) {
    this.source = source;
    this.routes = routes;
    this.endpoints = endpoints;
    this.crowds = crowds;
  }

  /**
   * @param reuse gives the live endpoint of one that stays in service, a new one for others
   * @param crowdOf the same for the crowd of an app, by the app's id
   */
  static LiveTable of(
      RouteTable source,
      Function<Endpoint, LiveEndpoint> reuse,
      Function<String, AppCrowd> crowdOf) {
    Map<Endpoint, LiveEndpoint> endpoints = new HashMap<>();
    Map<String, AppCrowd> crowds = new HashMap<>();
    Choice none = new Choice(List.of(), crowds.computeIfAbsent(PLATFORM, crowdOf));
    Map<String, LiveRoute> routes = HashMap.newHashMap(source.routes().size());
    for (Route route : source.routes()) {
      List<LiveEndpoint> live =
          endpointsOf(route.target()).stream()
              .map(endpoint -> endpoints.computeIfAbsent(endpoint, reuse))
              .toList();
      Choice choice =
          live.isEmpty()
              ? none
              : new Choice(live, crowds.computeIfAbsent(crowdName(route.target()), crowdOf));
      routes.put(route.host().value(), new LiveRoute(route.target(), choice));
    }
    return new LiveTable(source, routes, endpoints, crowds);
  }

  private static String crowdName(Target target) {
    return target instanceof Target.Serving serving ? serving.app().id() : PLATFORM;
  }

  private static List<Endpoint> endpointsOf(Target target) {
    return switch (target) {
      case Target.Serving serving -> serving.endpoints().stream().distinct().toList();
      case Target.Platform platform ->
          List.of(new Endpoint("platform", platform.address(), platform.port(), "platform"));
      case Target.Booting _,
          Target.Sleeping _,
          Target.Crashed _,
          Target.NoWeb _,
          Target.Blank _,
          Target.Maintenance _ ->
          List.of();
    };
  }

  public RouteTable source() {
    return source;
  }

  public long generation() {
    return source.generation();
  }

  /**
   * The route of a normalised hostname; null when there is none (no allocation on the request
   * path).
   */
  public @Nullable LiveRoute find(String host) {
    return routes.get(host);
  }

  Map<Endpoint, LiveEndpoint> endpoints() {
    return endpoints;
  }

  Map<String, AppCrowd> crowds() {
    return crowds;
  }
}
