package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import paas.router.control.table.TableCodec;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteTable;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** A hundred thousand hostnames come into force while requests run. */
class LargeTableTest {
  private static final int APPS = 500;
  private static final int HOSTS = 200;
  private static final int ROUNDS = 3;

  private static List<Route> routes(TestApp app, int round) {
    List<Route> routes = new ArrayList<>(APPS * HOSTS + 1);
    for (int i = 0; i < APPS; i++) {
      String address = "10.208." + (i >> 8) + "." + (i & 255);
      Endpoint endpoint = new Endpoint("web.1", address, 5000, i + "-" + round);
      Target target =
          new Target.Serving(
              new RoutedApp("id-" + i, "app-" + i), List.of(endpoint), RouteLimits.DEFAULT);
      for (int n = 0; n < HOSTS; n++) {
        routes.add(new Route(new Hostname("host-" + n + ".app-" + i + ".test"), target));
      }
    }
    Target ours = new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT);
    routes.add(new Route(new Hostname(TestRouter.HOST), ours));
    return routes;
  }

  @Test
  void requestsAreAnsweredWhileAHundredThousandHostnamesAreApplied() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serve(app)) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger answered = new AtomicInteger();
      List<String> faults = Collections.synchronizedList(new ArrayList<>());
      Thread client =
          Thread.ofPlatform().name("client").start(() -> run(router, over, answered, faults));
      for (int round = 0; round < ROUNDS; round++) {
        RouteTable table = new RouteTable(round + 1L, routes(app, round));
        router.put(TableCodec.decode(TableCodec.encode(table)).routes());
        int before = answered.get();
        TestRouter.await("requests go on", () -> answered.get() > before || !faults.isEmpty());
      }
      over.set(true);
      client.join();
      assertEquals(List.of(), faults);
      assertEquals(1, app.connections.get(), "no connection was dropped");
      assertTrue(
          router.tables.current().find("host-199.app-499.test", "/") != null, "all are there");
    }
  }

  private static void run(
      TestRouter router, AtomicBoolean over, AtomicInteger answered, List<String> faults) {
    try (Wire wire = router.connect()) {
      while (!over.get()) {
        if (wire.get(TestRouter.HOST, "/").equals("ok")) {
          answered.incrementAndGet();
        } else {
          faults.add(wire.startLine());
        }
      }
    } catch (Exception e) {
      faults.add(e.toString());
    }
  }
}
