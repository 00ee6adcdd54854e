package paas.router.http.balance;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import paas.router.http.Endpoint;
import paas.router.http.Route;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/**
 * One route table in force: hostname and path to route, and the live endpoints it holds. Immutable.
 * An exact hostname comes before a wildcard, a longer wildcard before a shorter one.
 */
public final class LiveTable {
  /** What the platform's own requests are counted under: no app has an empty id. */
  private static final String PLATFORM = "";

  private final RouteTable source;
  private final Map<String, Site> exact;
  private final Map<String, Site> wildcards;
  private final Map<Endpoint, LiveEndpoint> endpoints;
  private final Map<String, AppCrowd> crowds;

  private LiveTable(
      RouteTable source,
      Map<String, Site> exact,
      Map<String, Site> wildcards,
      Map<Endpoint, LiveEndpoint> endpoints,
      Map<String, AppCrowd> crowds) {
    this.source = source;
    this.exact = exact;
    this.wildcards = wildcards;
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
    Map<String, Site> exact = HashMap.newHashMap(source.routes().size());
    Map<String, Site> wildcards = new HashMap<>();
    // The hostnames of an app share its target, and so the choice.
    Map<Target, Choice> choices = new IdentityHashMap<>();
    for (Route route : source.routes()) {
      Choice choice =
          choices.computeIfAbsent(
              route.target(),
              target -> {
                Share share = shareOf(target);
                return new Choice(
                    group(endpointsOf(target), endpoints, reuse),
                    group(share.endpoints(), endpoints, reuse),
                    share.percent(),
                    crowds.computeIfAbsent(crowdName(target), crowdOf));
              });
      LiveRoute inForce = new LiveRoute(route, choice);
      (route.host().isWildcard() ? wildcards : exact)
          .merge(route.host().base(), Site.of(inForce), (site, _) -> site.with(inForce));
    }
    return new LiveTable(source, exact, wildcards, endpoints, crowds);
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

  public RouteTable source() {
    return source;
  }

  public long generation() {
    return source.generation();
  }

  /**
   * The route of a normalised hostname and a path; null when there is none. An exact hostname costs
   * no allocation.
   */
  public @Nullable LiveRoute find(String host, String path) {
    Site site = exact.get(host);
    if (site == null && !wildcards.isEmpty()) {
      site = byWildcard(host);
    }
    return site == null ? null : site.find(path);
  }

  private @Nullable Site byWildcard(String host) {
    for (int dot = host.indexOf('.'); dot > 0; dot = host.indexOf('.', dot + 1)) {
      Site site = wildcards.get(host.substring(dot + 1));
      if (site != null) {
        return site;
      }
    }
    return null;
  }

  Map<Endpoint, LiveEndpoint> endpoints() {
    return endpoints;
  }

  Map<String, AppCrowd> crowds() {
    return crowds;
  }
}
