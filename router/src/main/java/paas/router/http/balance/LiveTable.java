package paas.router.http.balance;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;

/**
 * One route table in force: hostname and path to route, and the live endpoints it holds. Immutable.
 * An exact hostname comes before a wildcard, a longer wildcard before a shorter one.
 */
public final class LiveTable implements Known {
  /** What the platform's own requests are counted under: no app has an empty id. */
  private static final String PLATFORM = "";

  /** What a router serves that was never told anything. */
  static final LiveTable EMPTY =
      new LiveTable(RouteTable.EMPTY, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

  private final RouteTable source;
  private final Map<String, Site> exact;
  private final Map<String, Site> wildcards;
  private final Map<Endpoint, LiveEndpoint> endpoints;
  private final Map<String, AppCrowd> crowds;

  /** By identity, as equal ones are the same. */
  private final Map<Target, Choice> choices;

  private final Map<Target, Target> targets;
  private final Map<RouteSettings, RouteSettings> settings;

  private LiveTable(
      RouteTable source,
      Map<String, Site> exact,
      Map<String, Site> wildcards,
      Map<Endpoint, LiveEndpoint> endpoints,
      Map<String, AppCrowd> crowds,
      Map<Target, Choice> choices,
      Set<RouteSettings> settings) {
    this.source = source;
    this.exact = exact;
    this.wildcards = wildcards;
    this.endpoints = endpoints;
    this.crowds = crowds;
    this.choices = choices;
    this.targets = eachOnce(choices.keySet());
    this.settings = eachOnce(settings);
  }

  private static <T> Map<T, T> eachOnce(Set<T> all) {
    Map<T, T> once = HashMap.newHashMap(all.size());
    all.forEach(one -> once.putIfAbsent(one, one));
    return once;
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
    Map<String, Site> exact = HashMap.newHashMap(source.routes().size());
    Map<String, Site> wildcards = new HashMap<>();
    // The hostnames of an app share its target, and so the choice.
    Map<Target, Choice> choices = new IdentityHashMap<>();
    Set<RouteSettings> settings = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Route route : source.routes()) {
      Choice choice =
          choices.computeIfAbsent(
              route.target(),
              target -> {
                Share share = shareOf(target);
                Choice fresh =
                    new Choice(
                        group(endpointsOf(target), endpoints, reuse),
                        group(share.endpoints(), endpoints, reuse),
                        share.percent(),
                        crowds.computeIfAbsent(crowdName(target), crowdOf));
                return before.choices.getOrDefault(target, fresh);
              });
      settings.add(route.settings());
      (route.host().isWildcard() ? wildcards : exact)
          .merge(route.host().base(), before.site(route, choice), Site::and);
    }
    return new LiveTable(source, exact, wildcards, endpoints, crowds, choices, settings);
  }

  private Site site(Route route, Choice choice) {
    Site former = siteOf(route.host().value());
    return former != null && former.isJust(route, choice)
        ? former
        : Site.of(new LiveRoute(route, choice));
  }

  private @Nullable Site siteOf(String host) {
    return host.startsWith(Hostname.WILDCARD)
        ? wildcards.get(host.substring(Hostname.WILDCARD.length()))
        : exact.get(host);
  }

  @Override
  public @Nullable Route route(String host, String path) {
    Site site = siteOf(host);
    return site == null ? null : site.route(path);
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
