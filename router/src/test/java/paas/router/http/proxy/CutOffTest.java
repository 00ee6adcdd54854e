package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;
import paas.router.tls.TlsTables;

/** A client is cut off, or told that it is, by the time that the line says so. */
class CutOffTest {
  private static final int INTERNAL_ERROR = 2;

  /** What the client sees while the line is written. */
  @FunctionalInterface
  private interface Sight {
    String look() throws IOException;
  }

  private static CompletableFuture<String> watch(TestRouter router, Sight sight) {
    CompletableFuture<String> seen = new CompletableFuture<>();
    router.witness =
        line -> {
          try {
            seen.complete(sight.look());
          } catch (IOException e) {
            seen.complete(line + " while the client saw " + e);
          }
        };
    return seen;
  }

  private static TestApp stopping(String response, CountDownLatch never) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          wire.send(response);
          never.await();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void responseThatStopsIsCutBeforeItsLine(String response) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestApp app = stopping("HTTP/1.1 200 OK\r\n" + response, never);
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.socket().setSoTimeout(1_000);
      CompletableFuture<String> seen = watch(router, wire::readToEnd);
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(router.line().contains("code=H15 "));
      assertTrue(seen.get(10, TimeUnit.SECONDS).contains("half"), seen::join);
      never.countDown();
    }
  }

  /** A client that gets nothing at all may ask again, whatever it asked for. */
  @Test
  void whatCameBeforeABreachInOneReadReachesTheClient() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    String response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nno size";
    try (TestApp app = stopping(response + "\r\n", never);
        TestRouter router = TestRouter.open().serve(app);
        Wire wire = router.connect()) {
      wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(wire.readHead());
      assertEquals("4\r\nhalf\r\n", wire.readToEnd());
      assertTrue(router.line().contains("code=H17 "));
      never.countDown();
    }
  }

  @Test
  void uploadThatStopsIsCutBeforeItsLine() throws Exception {
    try (TestApp app = TestApp.answering("web.1", "ok");
        TestRouter router = TestRouter.open().serveBriefly(app);
        Wire wire = router.connect()) {
      wire.socket().setSoTimeout(1_000);
      CompletableFuture<String> seen = watch(router, wire::readToEnd);
      wire.send("POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 10\r\n\r\nhalf");
      assertTrue(router.line().contains("code=H28 "));
      assertEquals("", seen.get(10, TimeUnit.SECONDS));
    }
  }

  /** Sends on until the router goes away; never answers anything but "/large". */
  private static TestApp pouring(CountDownLatch cut) throws IOException {
    return TestApp.start(
        "web.1",
        wire -> {
          wire.readHead();
          if (wire.startLine().startsWith("GET /large ")) {
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            try {
              while (true) {
                wire.send(new byte[64 << 10]);
              }
            } finally {
              cut.countDown();
            }
          }
          wire.drain();
        });
  }

  private static SSLSocket handshake(TestRouter router) throws Exception {
    ServerCertificate own = Certificates.certificate("a", HttpsPolicy.BOTH, TestRouter.HOST);
    router.certificates.apply(new TlsTable(1, List.of(own), List.of()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Certificates.Trusting()}, null);
    InetSocketAddress address = router.server.tlsAddress().orElseThrow();
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(TestRouter.HOST)));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The line comes before that of a request which began later, and waits for 400 ms. */
  @Test
  void clientByTlsThatTakesNothingIsNotWaitedForToTakeTheLast() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    try (TestApp app = pouring(cut);
        TestRouter router = TestRouter.open(TlsTables.withBestEngine()).serveBriefly(app);
        Wire slow = new Wire(handshake(router));
        Wire other = router.connect()) {
      slow.send("GET /large HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(cut.await(10, TimeUnit.SECONDS));
      other.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
      assertTrue(router.line().contains("code=H28 "));
      assertTrue(router.line().contains("code=H12 "));
    }
  }

  /** By a transport that writes at once: nobody waits for a client that does not read. */
  @Test
  void streamIsResetBeforeItsLine() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (TestApp app = stopping("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", never);
        TestRouter router = TestRouter.open(Transport.NIO).serveBriefly(app);
        Http2Wire wire = router.connectHttp2()) {
      wire.socket().setSoTimeout(1_000);
      CompletableFuture<String> seen =
          watch(router, () -> Integer.toString(wire.response(1).error));
      wire.get(1, "/");
      assertTrue(router.line().contains("code=H15 "));
      assertEquals(Integer.toString(INTERNAL_ERROR), seen.get(10, TimeUnit.SECONDS));
      never.countDown();
    }
  }
}
