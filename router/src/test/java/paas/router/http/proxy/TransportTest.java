package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the other tests see of the fastest transport, as far as its own code makes it, with every
 * transport that this machine has.
 */
class TransportTest {
  private static final int LARGE = 32 << 20;
  private static final String UPGRADE =
      "GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

  private static Stream<Transport> transports() {
    return Stream.of(Transport.values()).filter(one -> one.whyNot().isEmpty());
  }

  private static byte[] noise() {
    byte[] bytes = new byte[LARGE];
    new SplittableRandom(7).nextBytes(bytes);
    return bytes;
  }

  private static String checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return Long.toHexString(crc.getValue());
  }

  /** Says what it received, sends what it has, or echoes in a tunnel until its client ends. */
  private static void serve(Wire wire) throws IOException {
    while (wire.readHead()) {
      if (wire.field("Upgrade").equals("websocket")) {
        wire.send(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        wire.in().transferTo(wire.socket().getOutputStream());
        return;
      }
      if (wire.startLine().startsWith("POST")) {
        String sum = checksum(wire.in().readNBytes(LARGE));
        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + sum.length() + "\r\n\r\n" + sum);
      } else {
        wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
        wire.send(noise());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void bytesArriveAsTheyWereSent(Transport transport) throws Exception {
    try (TestApp app = TestApp.start("web.1", TransportTest::serve);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      byte[] noise = noise();
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: " + LARGE + "\r\n\r\n");
      wire.send(noise);
      assertEquals(checksum(noise), wire.answer());
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.readHead();
      assertEquals(checksum(noise), checksum(wire.in().readNBytes(LARGE)));
      assertTrue(router.line().contains(" method=POST "));
      assertTrue(router.line().contains(" status=200 bytes=" + LARGE + " "));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void answerThatEndsItsConnectionArrivesWhole(Transport transport) throws Exception {
    try (TestApp app = TestApp.start("web.1", TransportTest::serve);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n");
      wire.readHead();
      assertEquals(checksum(noise()), checksum(wire.in().readAllBytes()));
    }
  }

  /** The body is never read: the answer must not be lost to a reset. */
  @ParameterizedTest
  @MethodSource("transports")
  void refusalArrivesThoughTheRequestGoesOn(Transport transport) throws Exception {
    try (TestRouter router = TestRouter.open(transport);
        Wire wire = router.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: nobody.test\r\nContent-Length: " + LARGE + "\r\n\r\n");
      wire.send(new byte[1 << 20]);
      wire.readHead();
      assertEquals(404, wire.status());
      assertEquals(Integer.parseInt(wire.field("Content-Length")), wire.readBody().length());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void tunnelPassesWhatFollowsTheEndOfTheOtherDirection(Transport transport) throws Exception {
    try (TestApp app = TestApp.start("web.1", TransportTest::serve);
        TestRouter router = TestRouter.open(transport).serve(app);
        Wire wire = router.connect()) {
      wire.send(UPGRADE);
      wire.readHead();
      for (int i = 0; i < 100; i++) {
        wire.send("ping");
        assertEquals("ping", wire.readBytes(4));
      }
      wire.close();
      TestRouter.await("the app is told", () -> app.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void instanceThatRefusesIsToldFromOneThatIsNotThere(Transport transport) throws Exception {
    TestApp gone = TestApp.answering("web.1", "hello");
    gone.close();
    try (TestRouter router = TestRouter.open(transport).serve(gone);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      wire.readHead();
      assertEquals(503, wire.status());
      assertTrue(router.line().contains(" code=H21 "));
    }
  }

  @Test
  void epollIsThereWhereIoUringIsNot() {
    assertEquals("", Transport.EPOLL.whyNot().orElse(""));
  }
}
