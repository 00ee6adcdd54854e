package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of the connections to an instance when a crowd has been served. */
class IdleConnectionsTest {
  private static final int CROWD = 12;
  private static final int KEPT = 2;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n";

  private static HttpLimits fresh(Duration fresh) {
    return TestRouter.QUICK.withPool(
        new HttpLimits.Pool(Duration.ofSeconds(30), fresh, Duration.ofSeconds(1), KEPT));
  }

  /** Answers nobody before all have asked, so that each has a connection of its own. */
  private static TestApp answeringAllAtOnce() throws IOException {
    CyclicBarrier asked = new CyclicBarrier(CROWD);
    return TestApp.start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            try {
              asked.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException("Not all have asked", e);
            }
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
        });
  }

  private static List<Wire> crowd(TestRouter router) throws IOException {
    List<Wire> clients = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      clients.add(router.connect());
    }
    return clients;
  }

  private static void askAtOnce(List<Wire> clients) throws IOException {
    for (Wire client : clients) {
      client.send(REQUEST);
    }
    for (Wire client : clients) {
      assertEquals("ok", client.answer());
    }
  }

  @Test
  void nextRequestsOfACrowdMakeNoConnectionsAnew() throws Exception {
    try (TestApp app = answeringAllAtOnce();
        TestRouter router = TestRouter.open(fresh(Duration.ofMinutes(1))).serve(app)) {
      List<Wire> clients = crowd(router);
      askAtOnce(clients);
      askAtOnce(clients);
      askAtOnce(clients);
      assertEquals(CROWD, app.connections.get());
      for (Wire client : clients) {
        client.close();
      }
    }
  }

  @Test
  void fewAreKeptOnceACrowdIsGone() throws Exception {
    try (TestApp app = answeringAllAtOnce();
        TestRouter router = TestRouter.open(fresh(Duration.ZERO)).serve(app)) {
      List<Wire> clients = crowd(router);
      askAtOnce(clients);
      TestRouter.await(
          "connections beyond those that are kept are closed",
          () -> app.openConnections() <= KEPT * TestRouter.LOOPS);
      for (Wire client : clients) {
        client.close();
      }
    }
  }
}
