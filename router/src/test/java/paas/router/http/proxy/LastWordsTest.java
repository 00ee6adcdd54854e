package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An instance that ends a WebSocket says why in its last frame, also to a client that is sending:
 * closing with bytes of the client's unread would take back what it has not heard yet.
 */
@Timeout(60)
class LastWordsTest {
  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Key: x\r\n\r\n";
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

  /** More than is taken before the instance's last words are over. */
  private static final int MUCH = 64 << 20;

  private static final int WORDS = 256 << 10;

  private static Wire withLittleRoom(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.connect(address, 5_000);
    return new Wire(socket);
  }

  private static Thread sending(Wire wire, AtomicLong sent) {
    byte[] piece = new byte[64 << 10];
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (sent.get() < MUCH) {
              wire.send(piece);
              sent.addAndGet(piece.length);
            }
          } catch (IOException e) {
            // Cut off: what was heard until then is looked at elsewhere.
          }
        });
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void reachAClientThatStillSends(Transport transport) throws Exception {
    reach(transport, router -> withLittleRoom(router.server.address()));
  }

  @ParameterizedTest
  @MethodSource("paas.router.http.proxy.TestRouter#transports")
  void reachItByTls(Transport transport) throws Exception {
    reach(transport, Certificates::connectAnew);
  }

  @FunctionalInterface
  private interface Client {
    Wire connect(TestRouter router) throws Exception;
  }

  private static void reach(Transport transport, Client client) throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    AtomicLong sent = new AtomicLong();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  wire.send(SWITCHED);
                  busy.await();
                  wire.send(new byte[WORDS]);
                  wire.socket().shutdownOutput();
                  wire.drain();
                });
        TestRouter router = TestRouter.at(InetAddress.getLoopbackAddress(), transport);
        Wire wire = client.connect(router.serve(app))) {
      wire.send(UPGRADE);
      assertTrue(wire.readHead());
      Thread sender = sending(wire, sent);
      TestRouter.await("much is on its way", () -> sent.get() > 1 << 20);
      busy.countDown();
      String line = router.line();
      assertTrue(line.contains(" status=101 bytes=" + WORDS + " "), line);
      assertEquals(WORDS, wire.drain());
      wire.close();
      sender.join();
    }
  }
}
