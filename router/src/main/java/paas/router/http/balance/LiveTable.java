package paas.router.http.balance;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import paas.router.http.Endpoint;
import paas.router.http.Known;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/** One route table in force, and the live endpoints it holds. Immutable. */
public final class LiveTable implements Known {
  /** What the platform's own requests are counted under: no app has an empty id. */
  private static final String PLATFORM = "";

  /** What a router serves that was never told anything. */
  static final LiveTable EMPTY =
      new LiveTable(RouteTable.EMPTY, Map.of(), Map.of(), new IdentityHashMap<>());

  private final RouteTable source;
  private final Map<Endpoint, LiveEndpoint> endpoints;
  private final Map<String, AppCrowd> crowds;

  /** By identity, as equal ones are the same. */
  private final Map<Target, Choice> choices;

  private final Map<Target, Target> targets;
  private final Map<RouteSettings, RouteSettings> settings;

  private LiveTable(
      RouteTable source,
      Map<Endpoint, LiveEndpoint> endpoints,
      Map<String, AppCrowd> crowds,
      Map<Target, Choice> choices) {
    this.source = source;
    this.endpoints = endpoints;
    this.crowds = crowds;
    this.choices = choices;
    this.targets = eachOnce(choices.keySet());
    this.settings = eachOnce(distinct(source.routes(), Route::settings));
  }

  private static <T> Map<T, T> eachOnce(Set<T> all) {
    Map<T, T> once = HashMap.newHashMap(all.size());
    all.forEach(one -> once.putIfAbsent(one, one));
    return once;
  }

  /** By identity. Routes that follow each other mostly have the same one. */
  private static <T> Set<T> distinct(List<Route> routes, Function<Route, T> part) {
    Set<T> all = Collections.newSetFromMap(new IdentityHashMap<>());
    @Nullable T last = null;
    for (Route route : routes) {
      T one = part.apply(route);
      if (one != last) {
        all.add(one);
        last = one;
      }
    }
    return all;
  }

  /**
   * What stayed as it was is taken from the table before.
   *
   * @param reuse gives the live endpoint of one that stays in service, a new one for others
   * @param crowdOf the same for the crowd of an app, by the app's id
   */
  static LiveTable of(
      RouteTable source,
      LiveTable before,
      Function<Endpoint, LiveEndpoint> reuse,
      Function<String, AppCrowd> crowdOf) {
    Map<Endpoint, LiveEndpoint> endpoints = new HashMap<>();
    Map<String, AppCrowd> crowds = new HashMap<>();
    Map<Target, Choice> choices = new IdentityHashMap<>();
    // The hostnames of an app share its target, and so the choice.
    for (Target target : distinct(source.routes(), Route::target)) {
      Share share = shareOf(target);
      Choice fresh =
          new Choice(
              group(endpointsOf(target), endpoints, reuse),
              group(share.endpoints(), endpoints, reuse),
              share.percent(),
              crowds.computeIfAbsent(crowdName(target), crowdOf));
      choices.put(target, before.choices.getOrDefault(target, fresh));
    }
    return new LiveTable(source, endpoints, crowds, choices);
  }

  @Override
  public RouteTable table() {
    return source;
  }

  @Override
  public Target same(Target target) {
    return targets.getOrDefault(target, target);
  }

  @Override
  public RouteSettings same(RouteSettings other) {
    return settings.getOrDefault(other, other);
  }

  private static Group group(
      List<Endpoint> of,
      Map<Endpoint, LiveEndpoint> endpoints,
      Function<Endpoint, LiveEndpoint> reuse) {
    return new Group(
        of.stream()
            .distinct()
            .map(endpoint -> endpoints.computeIfAbsent(endpoint, reuse))
            .toList());
  }

  private static Share shareOf(Target target) {
    return target instanceof Target.Serving serving ? serving.share() : Share.NONE;
  }

  private static String crowdName(Target target) {
    return LiveRoute.appOf(target).map(RoutedApp::id).orElse(PLATFORM);
  }

  private static List<Endpoint> endpointsOf(Target target) {
    return switch (target) {
      case Target.Serving serving -> serving.endpoints();
      case Target.Platform platform ->
          List.of(new Endpoint("platform", platform.address(), platform.port(), "platform"));
      case Target.Booting _,
          Target.Sleeping _,
          Target.Crashed _,
          Target.NoWeb _,
          Target.Blank _,
          Target.Maintenance _,
          Target.Moved _ ->
          List.of();
    };
  }

  public long generation() {
    return source.generation();
  }

  /** The route of a normalised hostname and a path; null when there is none. */
  public @Nullable LiveRoute find(String host, String path) {
    Route route = source.find(host, path);
    return route == null
        ? null
        : new LiveRoute(route, Objects.requireNonNull(choices.get(route.target())));
  }

  Map<Endpoint, LiveEndpoint> endpoints() {
    return endpoints;
  }

  Map<String, AppCrowd> crowds() {
    return crowds;
  }
}
