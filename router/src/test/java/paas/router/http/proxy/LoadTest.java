package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RouteLoad;
import paas.router.http.RouteSettings;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** What is in flight, counted when somebody asks. */
class LoadTest {
  private static final RoutedApp BLOG = new RoutedApp("app-id-2", "blog");
  private static final PathPrefix API = new PathPrefix("/api");

  private static RouteLoad shop(PathPrefix path, int inFlight, int queued) {
    return new RouteLoad(
        TestRouter.SHOP.id(), new Hostname(TestRouter.HOST), path, inFlight, queued);
  }

  private static Route route(String host, PathPrefix path, Target target) {
    return new Route(new Hostname(host), path, target, RouteSettings.DEFAULT);
  }

  private static void neverAnswer(Wire wire) throws IOException {
    while (wire.readHead()) {
      wire.readBody();
    }
  }

  @Test
  void requestsCountByTheirRouteUntilTheyAreAnswered() throws Exception {
    try (TestApp app = TestApp.start("web.1", LoadTest::neverAnswer);
        TestRouter router = TestRouter.open(HttpLimits.DEFAULT);
        Wire one = router.connect();
        Wire two = router.connect();
        Wire waiting = router.connect();
        Wire other = router.connect();
        Wire idle = router.connect()) {
      Target serving =
          new Target.Serving(TestRouter.SHOP, List.of(app.endpoint()), RouteLimits.DEFAULT);
      router.put(
          List.of(
              route(TestRouter.HOST, PathPrefix.ROOT, serving),
              route(TestRouter.HOST, API, new Target.Booting(TestRouter.SHOP)),
              route("blog.test", PathPrefix.ROOT, new Target.Booting(BLOG))));
      one.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      two.send("GET /apis HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      waiting.send("GET /api/x HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      other.send("GET / HTTP/1.1\r\nHost: blog.test\r\n\r\n");
      List<RouteLoad> expected = List.of(shop(PathPrefix.ROOT, 2, 0), shop(API, 0, 1));
      TestRouter.await("all are counted", () -> router.load(TestRouter.SHOP.id()).equals(expected));
      TestRouter.await("those of all apps too", () -> router.load("").size() == 3);
      one.close();
      waiting.close();
      TestRouter.await(
          "who went counts no more",
          () -> router.load(TestRouter.SHOP.id()).equals(List.of(shop(PathPrefix.ROOT, 1, 0))));
    }
  }

  @Test
  void anAnsweredRequestIsNotInFlight() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "hello");
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      assertEquals("hello", wire.get(TestRouter.HOST, "/"));
      assertEquals(List.of(), router.load(""));
    }
  }

  @Test
  void eachStreamOfAnHttp2ConnectionCounts() throws Exception {
    try (TestRouter router =
            TestRouter.open(HttpLimits.DEFAULT).route(new Target.Booting(TestRouter.SHOP));
        Http2Wire wire = router.connectHttp2()) {
      wire.get(1, "/one");
      wire.get(3, "/two");
      TestRouter.await(
          "both are counted", () -> router.load("").equals(List.of(shop(PathPrefix.ROOT, 0, 2))));
    }
  }
}
