package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.app.DomainName;
import paas.platform.app.edge.Edge;
import paas.platform.app.edge.EdgeSetting;
import paas.platform.formation.Formation;
import paas.platform.formation.Mount;
import paas.platform.plan.Exposure;
import paas.platform.plan.Exposures;
import paas.platform.release.ProcessType;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Pages;
import paas.router.http.PathPrefix;
import paas.router.http.Protocol;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Share;
import paas.router.http.Target;
import paas.router.http.Visitors;

class RoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final App SHOP =
      new App(
          AppId.random(),
          new AppName("shop"),
          UUID.randomUUID(),
          new AppSettings(false, "", Duration.ofSeconds(60), Duration.ofSeconds(7)),
          NOW,
          NOW);
  private static final RoutedApp ROUTED = new RoutedApp(SHOP.id().toString(), "shop");
  private static final Mount API =
      new Mount(
          UUID.randomUUID(),
          AppId.random(),
          new DomainName("other.example.com"),
          new PathPrefix("/shop"),
          SHOP.id(),
          ProcessType.WEB,
          NOW);
  private static final Endpoint ONE = new Endpoint("web.1", "10.208.0.2", 5000, "a");
  private static final Endpoint TWO = new Endpoint("web.2", "10.208.0.3", 5000, "b");

  private static List<Route> routes(Exposure exposure, Map<String, Endpoint> endpoints) {
    return routes(exposure, endpoints, Set.of());
  }

  private static List<Route> routes(
      Exposure exposure, Map<String, Endpoint> endpoints, Set<String> unready) {
    return routes(exposure, endpoints, unready, Edge.NONE);
  }

  private static List<Route> routes(
      Exposure exposure, Map<String, Endpoint> endpoints, Set<String> unready, Edge edge) {
    AppIntent intent =
        new AppIntent(
            SHOP,
            List.of(new DomainName("www.example.com")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Formation.EMPTY,
            Map.of(),
            Optional.empty(),
            edge,
            List.of(API));
    return new Routes("apps.test").of(intent, Exposures.web(exposure), endpoints, unready);
  }

  private static Target target(Exposure exposure) {
    return routes(exposure, Map.of("a", ONE, "b", TWO)).getFirst().target();
  }

  @Test
  void theAppsOwnNameEachDomainAndEachPathShareATarget() {
    List<Route> routes = routes(new Exposure.Blank(), Map.of());
    assertEquals(
        List.of("shop.apps.test", "www.example.com", "other.example.com/shop"),
        routes.stream().map(route -> route.host().value() + route.path()).toList());
    assertEquals(
        List.of(new Target.Blank(ROUTED), new Target.Blank(ROUTED), new Target.Blank(ROUTED)),
        routes.stream().map(Route::target).toList());
  }

  @Test
  void servingNamesTheEndpointsWithTheAppsOwnFirstByteLimit() {
    RouteLimits limits = new RouteLimits(Duration.ofSeconds(7), RouteLimits.DEFAULT.idle());
    assertEquals(
        new Target.Serving(ROUTED, List.of(ONE, TWO), limits),
        target(new Exposure.Serving(Set.of("b", "a"))));
  }

  @Test
  void whatTheOwnerSetHoldsOnEveryHostname() {
    Edge edge =
        new Edge(
            Map.of(
                EdgeSetting.FIRST_BYTE, "90s",
                EdgeSetting.IDLE, "5m",
                EdgeSetting.BODY_LIMIT, "1m",
                EdgeSetting.STICKY, "on",
                EdgeSetting.PROTOCOL, "h2c"),
            Pages.NONE);
    List<Route> routes =
        routes(new Exposure.Serving(Set.of("a")), Map.of("a", ONE), Set.of(), edge);
    RouteLimits limits = new RouteLimits(Duration.ofSeconds(90), Duration.ofMinutes(5));
    RouteSettings settings =
        new RouteSettings(Visitors.ALL, 1 << 20, true, Pages.NONE, Protocol.H2C);
    for (Route route : routes) {
      assertEquals(new Target.Serving(ROUTED, List.of(ONE), limits), route.target());
      assertEquals(settings, route.settings());
    }
    assertSame(routes.get(0).settings(), routes.get(1).settings(), "or the table grows");
  }

  @Test
  void otherHostnamesLeadToTheCanonicalDomain() {
    assertEquals(
        List.of(
            new Target.Moved(ROUTED, new Hostname("www.example.com")),
            new Target.Blank(ROUTED),
            new Target.Blank(ROUTED)),
        canonical("www.example.com"));
    assertEquals(
        List.of(new Target.Blank(ROUTED), new Target.Blank(ROUTED), new Target.Blank(ROUTED)),
        canonical("gone.example.com"),
        "a domain that is gone is not canonical");
  }

  private static List<Target> canonical(String host) {
    Edge edge = new Edge(Map.of(EdgeSetting.CANONICAL, host), Pages.NONE);
    return routes(new Exposure.Blank(), Map.of(), Set.of(), edge).stream()
        .map(Route::target)
        .toList();
  }

  @Test
  void anInstanceThatIsGoneIsLeftOut() {
    Target.Serving serving = (Target.Serving) target(new Exposure.Serving(Set.of("a", "gone")));
    assertEquals(List.of(ONE), serving.endpoints());
  }

  @Test
  void oneThatIsNotReadyIsLeftOutAsLongAsAnotherIs() {
    Exposure both = new Exposure.Serving(Set.of("a", "b"));
    Map<String, Endpoint> endpoints = Map.of("a", ONE, "b", TWO);
    assertEquals(List.of(TWO), endpoints(routes(both, endpoints, Set.of("a"))));
    assertEquals(List.of(ONE, TWO), endpoints(routes(both, endpoints, Set.of("a", "b"))));
    assertEquals(List.of(ONE), endpoints(routes(both, Map.of("a", ONE), Set.of("a", "b"))));
  }

  private static List<Endpoint> endpoints(List<Route> routes) {
    return ((Target.Serving) routes.getFirst().target()).endpoints();
  }

  @Test
  void everyOtherExposureHasATargetOfItsName() {
    assertEquals(new Target.Booting(ROUTED), target(new Exposure.Booting()));
    assertEquals(new Target.Crashed(ROUTED), target(new Exposure.Crashed()));
    assertEquals(new Target.Sleeping(ROUTED), target(new Exposure.Sleeping()));
    assertEquals(new Target.NoWeb(ROUTED), target(new Exposure.NoWeb()));
    assertEquals(new Target.Maintenance(ROUTED), target(new Exposure.Maintenance()));
  }

  @Test
  void aTrialGetsItsShareWhileOneOfItsInstancesIsThereAndReady() {
    Exposure shared = new Exposure.Serving(Set.of("a"), Set.of("b"), 10);
    Map<String, Endpoint> both = Map.of("a", ONE, "b", TWO);
    Target.Serving serving = (Target.Serving) routes(shared, both).getFirst().target();
    assertEquals(List.of(ONE), serving.endpoints());
    assertEquals(new Share(List.of(TWO), 10), serving.share());
    for (List<Route> without :
        List.of(routes(shared, Map.of("a", ONE)), routes(shared, both, Set.of("b")))) {
      serving = (Target.Serving) without.getFirst().target();
      assertEquals(List.of(ONE), serving.endpoints());
      assertEquals(Share.NONE, serving.share());
    }
  }

  @Test
  void aPathLeadsToTheProcessTypeThatItNamesWhichDoesNotSpeakWhatWebDoes() {
    ProcessType api = new ProcessType("api");
    Mount mount =
        new Mount(
            UUID.randomUUID(),
            SHOP.id(),
            new DomainName("www.example.com"),
            new PathPrefix("/api"),
            SHOP.id(),
            api,
            NOW);
    AppIntent intent =
        new AppIntent(
            SHOP,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Formation.EMPTY,
            Map.of(),
            Optional.empty(),
            new Edge(Map.of(EdgeSetting.PROTOCOL, "h2c"), Pages.NONE),
            List.of(mount));
    assertEquals(Set.of(ProcessType.WEB, api), intent.routed());
    Exposures exposures =
        new Exposures(
            new TreeMap<>(
                Map.of(
                    ProcessType.WEB,
                    new Exposure.Serving(Set.of("a")),
                    api,
                    new Exposure.Serving(Set.of("b")))));
    List<Route> routes =
        new Routes("apps.test").of(intent, exposures, Map.of("a", ONE, "b", TWO), Set.of());
    assertEquals(List.of(ONE), ((Target.Serving) routes.getFirst().target()).endpoints());
    assertEquals("/api", routes.getLast().path().value());
    assertEquals(Protocol.H2C, routes.getFirst().settings().protocol());
    assertEquals(Protocol.HTTP_1, routes.getLast().settings().protocol());
    assertEquals(List.of(TWO), ((Target.Serving) routes.getLast().target()).endpoints());
    assertEquals(List.of(Protocol.HTTP_1, Protocol.H2C), spoken("api:h2c"));
    assertEquals(List.of(Protocol.H2C, Protocol.H2C), spoken("h2c,api:h2c"));
    assertEquals(List.of(Protocol.HTTP_1, Protocol.HTTP_1), spoken("http1, worker:h2c"));
  }

  /** By web, and by api. */
  private static List<Protocol> spoken(String setting) {
    Edge edge = new Edge(Map.of(EdgeSetting.PROTOCOL, setting), Pages.NONE);
    return List.of(edge.settings().protocol(), edge.protocol("api"));
  }
}
