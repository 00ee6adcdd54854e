package paas.router.http.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteSettings;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

class LiveTableTest {
  private static Route route(String host, String path, String app) {
    Target target = new Target.Blank(new RoutedApp(app, app));
    return new Route(new Hostname(host), new PathPrefix(path), target, RouteSettings.DEFAULT);
  }

  private static String found(List<Route> routes, String host, String path) {
    Tables tables = new Tables();
    tables.apply(new RouteTable(1, routes));
    LiveRoute live = tables.current().find(host, path);
    return live == null ? "none" : live.app().orElseThrow().name();
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.org,exact",
    "shop.example.org,one",
    "a.b.example.org,one",
    "a.eu.example.org,two",
    "eu.example.org,one",
    "example.org,none",
    "badexample.org,none",
    "org,none"
  })
  void exactBeatsWildcardAndTheLongestWildcardHolds(String host, String app) {
    List<Route> routes =
        List.of(
            route("*.example.org", "", "one"),
            route("*.eu.example.org", "", "two"),
            route("www.example.org", "", "exact"));
    assertEquals(app, found(routes, host, "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "/,root",
    "/apis,root",
    "/API,root",
    "/api,api",
    "/api?x=/api/v2,api",
    "/api/v1,api",
    "/api/v2,v2",
    "/api/v2/,v2",
    "/api/v20,api",
    "*,root"
  })
  void theLongestPrefixOfWholeSegmentsHolds(String path, String app) {
    List<Route> routes =
        List.of(
            route("a.test", "/api", "api"),
            route("a.test", "", "root"),
            route("a.test", "/api/v2", "v2"));
    assertEquals(app, found(routes, "a.test", path));
  }

  @Test
  void aHostnameWithPathsOnlyHasNothingElse() {
    assertEquals("none", found(List.of(route("a.test", "/api", "api")), "a.test", "/"));
  }
}
