package paas.router.http.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.router.http.Endpoint;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;
import paas.router.http.balance.BalanceLimits;

/** Requests for an app whose only instance takes no connection: it may have ended a moment ago. */
class RefusingInstanceTest {
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: shop.test\r\nContent-Length: 3\r\n\r\nabc";

  /** Holds its port and listens to nobody. */
  private Socket refusing;

  @BeforeEach
  void refuse() throws IOException {
    refuseAt(0);
  }

  private void refuseAt(int port) throws IOException {
    refusing = new Socket();
    refusing.setReuseAddress(true);
    refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @AfterEach
  void close() throws IOException {
    refusing.close();
  }

  private Target serving() {
    Endpoint endpoint = new Endpoint("web.1", "127.0.0.1", refusing.getLocalPort(), "c");
    return new Target.Serving(TestRouter.SHOP, List.of(endpoint), RouteLimits.DEFAULT);
  }

  /** An instance that refused is passed over for so short that each refusal may be a first one. */
  private static HttpLimits waitingForNews(Duration news) {
    HttpLimits.Waits quick = TestRouter.QUICK.waits();
    return TestRouter.QUICK.withWaits(
        new HttpLimits.Waits(
            quick.connect(),
            Duration.ofNanos(1),
            news,
            Duration.ofHours(1),
            quick.clientIdle(),
            quick.linger(),
            quick.tick()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theyWaitForTheNextInstance(boolean http2) throws Exception {
    try (TestApp next = TestApp.answering("web.1", "back");
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1)))) {
      if (http2) {
        router.routeHttp2(serving());
      } else {
        router.route(serving());
      }
      try (Wire wire = router.connect()) {
        wire.send(POST);
        isAnsweredByTheNext(router, next, wire);
        assertTrue(router.line().startsWith("at=info method=POST"));
      }
    }
  }

  @Test
  void theyWaitWhereItTakesConnectionsAndSpeaksOnNoneAnyMore() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (TestApp app =
            TestApp.start(
                "web.1",
                wire -> {
                  if (connections.incrementAndGet() == 1) {
                    Http2Wire speaking = Http2Wire.serving(wire);
                    int only = speaking.asked().stream();
                    speaking.frame(
                        Http2Wire.GOAWAY, 0, 0, new byte[] {0, 0, 0, (byte) only, 0, 0, 0, 0});
                    speaking.answer(only, "ok");
                  }
                });
        TestApp next = TestApp.answering("web.1", "back");
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).serveHttp2(app);
        Wire wire = router.connect()) {
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
      wire.send(POST);
      isAnsweredByTheNext(router, next, wire);
    }
  }

  @Test
  void theyWaitWhereItEndsAndSaysThatItNeverLookedAtThem() throws Exception {
    CompletableFuture<TestApp> itself = new CompletableFuture<>();
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.asked();
                  itself.join().refuse();
                  wire.frame(Http2Wire.GOAWAY, 0, 0, new byte[8]);
                });
        TestApp next = TestApp.answering("web.1", "back");
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).serveHttp2(app);
        Wire wire = router.connect()) {
      itself.complete(app);
      wire.send(POST);
      isAnsweredByTheNext(router, next, wire);
    }
  }

  @Test
  void theyWaitWhereItGoesOnTakingConnectionsAndLooksAtNoRequest() throws Exception {
    try (TestApp app =
            Http2App.app(
                "web.1",
                wire -> {
                  wire.asked();
                  wire.frame(Http2Wire.GOAWAY, 0, 0, new byte[8]);
                });
        TestApp next = TestApp.answering("web.1", "back");
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).serveHttp2(app);
        Wire wire = router.connect()) {
      wire.send(POST);
      isAnsweredByTheNext(router, next, wire);
    }
  }

  private static void isAnsweredByTheNext(TestRouter router, TestApp next, Wire wire)
      throws IOException {
    TestRouter.await("the request waits", () -> router.queued() == 1);
    router.route(new Target.Booting(TestRouter.SHOP));
    router.serve(next);
    assertEquals("back", wire.answer());
  }

  @Test
  void theyAreAnsweredAsSoonAsItIsKnownToHaveCrashed() throws Exception {
    try (TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).route(serving());
        Wire wire = router.connect()) {
      wire.send(POST);
      TestRouter.await("the request waits", () -> router.queued() == 1);
      router.route(new Target.Crashed(TestRouter.SHOP));
      assertTrue(wire.answer().contains("H10"));
    }
  }

  @Test
  void itIsAskedOnceMoreBeforeTheyAreRefused() throws Exception {
    try (TestRouter router =
            TestRouter.open(waitingForNews(Duration.ofSeconds(2))).route(serving());
        Wire wire = router.connect()) {
      wire.send(POST);
      TestRouter.await("the request waits", () -> router.queued() == 1);
      int port = refusing.getLocalPort();
      refusing.close();
      try (ServerSocket back = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          Wire instance = new Wire(back.accept())) {
        assertTrue(instance.readHead());
        instance.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nback");
        assertEquals("back", wire.answer());
      }
    }
  }

  @Test
  void whoCameFirstIsAskedForFirst() throws Exception {
    List<String> paths = List.of("/1", "/2", "/3", "/4", "/5");
    List<Wire> waiting = new ArrayList<>();
    try (TestRouter router =
        TestRouter.withOneThread(waitingForNews(Duration.ofSeconds(2))).route(serving())) {
      for (String path : paths) {
        Wire wire = router.connect();
        waiting.add(wire);
        wire.send("GET " + path + " HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        TestRouter.await("the request waits", () -> router.queued() == waiting.size());
      }
      int port = refusing.getLocalPort();
      refusing.close();
      List<String> asked = new ArrayList<>();
      try (ServerSocket back = new ServerSocket(port, 9, InetAddress.getLoopbackAddress())) {
        for (Wire wire : waiting) {
          try (Wire instance = new Wire(back.accept());
              wire) {
            assertTrue(instance.readHead());
            asked.add(instance.startLine().split(" ")[1]);
          }
        }
      }
      assertEquals(paths, asked);
    }
  }

  @Test
  void whoComesLaterIsRefusedAtOnce() throws Exception {
    Duration news = Duration.ofSeconds(1);
    try (TestRouter router = TestRouter.open(waitingForNews(news)).route(serving())) {
      assertTrue(router.get("/").contains("H21"));
      long asked = System.nanoTime();
      assertTrue(router.get("/").contains("H21"));
      long took = System.nanoTime() - asked;
      assertTrue(took < news.toNanos(), "took " + Duration.ofNanos(took));
    }
  }

  @Test
  void whatMayHaveEndedTheInstanceIsNotKeptForTheNextOne() throws Exception {
    CompletableFuture<TestApp> itself = new CompletableFuture<>();
    try (TestApp app =
            TestApp.answeringRoot(wire -> {
              wire.readBody();
              itself.join().close();
            });
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).serve(app);
        Wire wire = router.connect()) {
      itself.complete(app);
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
      String answer = wire.get(TestRouter.HOST, "/exit");
      assertTrue(answer.contains("H13"), answer);
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void whatMayHaveEndedTheInstanceDoesNotWaitForItsRestart() throws Exception {
    CompletableFuture<TestRouter> itsRouter = new CompletableFuture<>();
    try (TestApp app =
            TestApp.answeringRoot(wire -> {
              wire.readBody();
              itsRouter.join().route(new Target.Booting(TestRouter.SHOP));
              throw new IOException("It ends");
            });
        TestRouter router = TestRouter.open(waitingForNews(Duration.ofHours(1))).serve(app);
        Wire wire = router.connect()) {
      itsRouter.complete(router);
      assertEquals("ok", wire.get(TestRouter.HOST, "/"));
      assertTrue(wire.get(TestRouter.HOST, "/exit").contains("H13"));
      assertEquals(1, app.connections.get());
    }
  }

  @Test
  void othersThatItTakesOrRefusesMeanwhileMakeNobodyWaitLonger() throws Exception {
    try (TestRouter router =
            TestRouter.open(waitingForNews(Duration.ofSeconds(1))).route(serving());
        Wire first = router.connect()) {
      first.send(POST);
      TestRouter.await("the request waits", () -> router.queued() == 1);
      FutureTask<String> answer = new FutureTask<>(first::answer);
      Thread.startVirtualThread(answer);
      int port = refusing.getLocalPort();
      TestRouter.await(
          "the first one is answered",
          () -> {
            refuseAndTake(router, port, answer);
            return answer.isDone();
          });
    }
  }

  private void refuseAndTake(TestRouter router, int port, FutureTask<String> first) {
    try (Wire refused = router.connect();
        Wire taken = router.connect()) {
      refused.send(POST);
      TestRouter.await("it is refused", () -> first.isDone() || router.queued() > 0);
      refusing.close();
      try (ServerSocket back = new ServerSocket(port, 9, InetAddress.getLoopbackAddress())) {
        taken.send(POST);
        back.accept().close();
      }
      refuseAt(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoWaitedCountsForTheAppThatItGoesTo() throws Exception {
    Semaphore answers = new Semaphore(0);
    RoutedApp other = new RoutedApp("app-id-2", "other");
    try (TestApp next =
            TestApp.start(
                "web.1",
                wire -> {
                  wire.readHead();
                  answers.acquire();
                });
        TestRouter router =
            TestRouter.open(
                    waitingForNews(Duration.ofHours(1)), new BalanceLimits(9, 1, Duration.ZERO))
                .route(serving());
        Wire wire = router.connect()) {
      wire.send(POST);
      TestRouter.await("the request waits", () -> router.queued() == 1);
      router.route(new Target.Serving(other, List.of(next.endpoint()), RouteLimits.DEFAULT));
      TestRouter.await("the other app has it", () -> next.connections.get() == 1);
      assertTrue(router.get("/").contains("H22"));
      answers.release(2);
    }
  }

  @Test
  void whoLeavesWhileItWaitsIsForgotten() throws Exception {
    HttpLimits one =
        waitingForNews(Duration.ofHours(1)).withCrowd(new HttpLimits.Crowd(100, 11, 1, 1));
    try (TestRouter router =
        TestRouter.open(one, new BalanceLimits(9, 1, Duration.ZERO)).route(serving())) {
      for (int i = 0; i < 5; i++) {
        try (Wire wire = router.connect()) {
          wire.send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n");
          TestRouter.await("the request waits", () -> router.queued() == 1);
        }
        assertTrue(router.line().contains("status=499"));
        TestRouter.await("it is forgotten", () -> router.queued() == 0);
      }
    }
  }

  @Test
  void whoFindsNoPlaceInTheQueueIsRefusedAtOnce() throws Exception {
    HttpLimits none =
        waitingForNews(Duration.ofHours(1)).withCrowd(new HttpLimits.Crowd(100, 11, 0, 0));
    try (TestRouter router = TestRouter.open(none).route(serving())) {
      assertTrue(router.get("/").contains("H21"));
    }
  }
}
