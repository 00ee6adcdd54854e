package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/2 while another router takes over. */
class RetiringHttp2Test {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void clientThatHasOnlyConnectedIsServedAndToldToGoElsewhere() throws Exception {
    List<Http2Wire> others = new ArrayList<>();
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.finishing(HttpLimits.DEFAULT, LONG).serve(app);
        Http2Wire client = Http2Wire.silent(router.server.address())) {
      // Connections are accepted in their order, and spread over the event loops.
      for (int i = 0; i < 2 * TestRouter.LOOPS; i++) {
        others.add(router.connectHttp2());
        awaitFrame(others.getLast(), Http2Wire.SETTINGS);
      }
      Thread retiring = Thread.ofVirtual().start(() -> router.server.retire(LONG));
      for (Http2Wire other : others) {
        awaitFrame(other, Http2Wire.GOAWAY);
        other.close();
      }
      client.send(Http2Wire.PREFACE.getBytes(ISO_8859_1));
      client.frame(Http2Wire.SETTINGS, 0, 0, new byte[0]);
      awaitFrame(client, Http2Wire.GOAWAY);
      client.get(1, "/");
      assertEquals("ok", client.response(1).body.toString());
      client.close();
      retiring.join();
    }
  }

  @Test
  void requestThatCrossesTheWordThatTheConnectionEndsIsServed() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (TestApp app =
            TestApp.answeringRoot(wire -> {
              told.await();
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
            });
        TestRouter router = TestRouter.finishing(HttpLimits.DEFAULT, LONG).serve(app);
        Http2Wire client = router.connectHttp2()) {
      client.get(1, "/late");
      TestRouter.await("the app has it", () -> app.connections.get() == 1);
      Thread retiring = Thread.ofVirtual().start(() -> router.server.retire(LONG));
      awaitFrame(client, Http2Wire.GOAWAY);
      told.countDown();
      assertEquals("late", client.response(1).body.toString());
      // Of a client that is some milliseconds away: the word has not reached it yet.
      client.get(3, "/");
      assertEquals("ok", client.response(3).body.toString());
      client.close();
      retiring.join();
    }
  }

  @Test
  void clientThatStaysIsClosedInTheEndAndToldWhatWasServed() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router =
            TestRouter.finishing(HttpLimits.DEFAULT, Duration.ofMillis(300)).serve(app);
        Http2Wire client = router.connectHttp2()) {
      client.get(1, "/");
      assertEquals("ok", client.response(1).body.toString());
      Thread retiring = Thread.ofVirtual().start(() -> router.server.retire(LONG));
      assertEquals(Integer.MAX_VALUE, lastOf(client.frame(Http2Wire.GOAWAY)));
      assertEquals(1, lastOf(client.frame(Http2Wire.GOAWAY)));
      assertEquals(-1, client.next().type());
      retiring.join();
    }
  }

  private static int lastOf(Http2Wire.Frame goAway) {
    return ByteBuffer.wrap(goAway.payload()).getInt();
  }

  private static void awaitFrame(Http2Wire wire, int type) throws IOException {
    int seen;
    do {
      seen = wire.next().type();
      assertTrue(seen >= 0, "it is closed");
    } while (seen != type);
  }
}
