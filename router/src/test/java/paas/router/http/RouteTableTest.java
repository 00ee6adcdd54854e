package paas.router.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final long SEED = 20_261_127;
  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final List<String> PATHS = List.of("", "/a", "/a/b", "/b");

  private static Route route(String host, String path) {
    Target target = new Target.Blank(new RoutedApp("id", "app"));
    return new Route(new Hostname(host), new PathPrefix(path), target, RouteSettings.DEFAULT);
  }

  private static String host(Random random) {
    List<String> labels = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      labels.add(LABELS.get(random.nextInt(LABELS.size())));
    }
    return String.join(".", labels);
  }

  private static List<Route> routes(Random random) {
    Map<String, Route> routes = new HashMap<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      String host = (random.nextInt(4) == 0 ? "*." : "") + host(random);
      String path = PATHS.get(random.nextInt(PATHS.size()));
      routes.put(host + path, route(host, path));
    }
    List<Route> shuffled = new ArrayList<>(routes.values());
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** The rule in words: the exact hostname, else the longest wildcard; there the longest path. */
  private static @Nullable Route expected(List<Route> routes, String host, String path) {
    String best = host;
    if (routes.stream().noneMatch(route -> route.host().value().equals(host))) {
      Optional<String> wildcard =
          routes.stream()
              .map(route -> route.host().value())
              .filter(name -> name.startsWith("*.") && host.endsWith(name.substring(1)))
              .max(Comparator.comparingInt(String::length));
      if (wildcard.isEmpty()) {
        return null;
      }
      best = wildcard.get();
    }
    String name = best;
    return routes.stream()
        .filter(route -> route.host().value().equals(name) && route.path().covers(path))
        .max(Comparator.comparingInt(route -> route.path().value().length()))
        .orElse(null);
  }

  @Test
  void whatIsFoundIsWhatTheRuleSays() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      List<Route> routes = routes(random);
      RouteTable table = new RouteTable(1, routes);
      for (int i = 0; i < 30; i++) {
        String host = host(random);
        String path = PATHS.get(random.nextInt(PATHS.size())) + "/x";
        String where = "seed " + SEED + ", round " + round + ": " + host + path;
        assertSame(expected(routes, host, path), table.find(host, path), where);
      }
      for (int place = 0; place < routes.size(); place++) {
        Route route = routes.get(place);
        assertEquals(place, table.place(route.host().value(), route.path().value()));
      }
    }
  }

  @Test
  void manyHostnamesAreAllFound() {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      routes.add(route("host-" + i + ".app-" + i % 100 + ".test", ""));
    }
    RouteTable table = new RouteTable(1, routes);
    for (int i = 0; i < routes.size(); i++) {
      assertSame(routes.get(i), table.find(routes.get(i).host().value(), "/"));
      assertNull(table.find("other-" + i + ".app.test", "/"));
    }
  }

  @Test
  void theNextTableHasItsOwnRoutes() {
    Route first = route("a.test", "");
    Route second = route("b.test", "/b");
    RouteTable table = new RouteTable(1, List.of(first, second));
    Target moved = new Target.NoWeb(new RoutedApp("other", "other"));
    Route changed = new Route(second.host(), second.path(), moved, second.settings());
    RouteTable next = table.next(2, List.of(first, changed));
    assertSame(changed, next.find("b.test", "/b/x"));
    assertSame(second, table.find("b.test", "/b/x"), "the former one stays as it was");
    assertSame(first, table.next(3, List.of(changed, first)).find("a.test", "/"), "other places");
    assertNull(table.next(4, List.of(first)).find("b.test", "/b"), "one is gone");
    Route renamed = route("c.test", "/b");
    assertSame(renamed, table.next(5, List.of(first, renamed)).find("c.test", "/b"));
  }

  @Test
  void twoRoutesForOneNameAreRefused() {
    List<Route> twice = List.of(route("a.test", "/a"), route("b.test", ""), route("a.test", "/a"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> new RouteTable(1, twice));
    assertEquals("Two routes for a.test/a", e.getMessage());
    RouteTable former = new RouteTable(1, twice.subList(0, 2));
    List<Route> two = List.of(twice.get(0), twice.get(0));
    assertThrows(IllegalArgumentException.class, () -> former.next(2, two));
    new RouteTable(1, List.of(route("a.test", ""), route("*.a.test", ""), route("a.test", "/a")));
  }
}
