package paas.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final byte[] CONTENT = new byte[300_000];
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    ended.countDown();
    server.stop(0);
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Map<String, String> redirects =
        Map.of(
            "/moved", "/file",
            "/inside", url("localhost", "/file"),
            "/local", "file:///etc/passwd",
            "/loop", "/loop");
    try (exchange) {
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().add("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/slow")) {
        exchange.sendResponseHeaders(200, 2L * CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
        hang();
      } else if (path.equals("/hang")) {
        hang();
      } else {
        exchange.sendResponseHeaders(path.equals("/file") ? 200 : 404, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
      }
    }
  }

  private void hang() {
    hanging.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  private Fetcher fetcher(long bound, Duration atMost) {
    return Fetcher.open(CheckedNames.allowing("127.0.0.1"), bound, atMost);
  }

  private String refusal(Fetcher fetcher, String url) {
    try (fetcher) {
      assertThrows(IOException.class, () -> fetcher.download(URI.create(url), dir.resolve("f")));
      return fetcher.refusal().orElseThrow();
    }
  }

  private String refusal(String path) {
    return refusal(fetcher(1 << 20, MINUTE), url("127.0.0.1", path));
  }

  @Test
  void fileComesWholeThroughARedirect() throws IOException {
    try (var fetcher = fetcher(1 << 20, MINUTE)) {
      fetcher.download(URI.create(url("127.0.0.1", "/moved")), dir.resolve("f"));
    }
    assertEquals(CONTENT.length, Files.size(dir.resolve("f")));
  }

  /** Where the disk is full, or it is too large. */
  @Test
  void theRestOfWhatIsNotTakenIsNotWaitedFor() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    URI slow = URI.create(url("127.0.0.1", "/slow"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(40),
        () -> {
          try (var fetcher = fetcher(1 << 20, MINUTE)) {
            IOException why = assertThrows(IOException.class, () -> fetcher.download(slow, full));
            assertEquals("full", why.getMessage());
            assertEquals(Optional.empty(), fetcher.refusal());
          }
        });
    assertTrue(refusal(fetcher(200_000, MINUTE), slow.toString()).contains("larger than"));
  }

  @Test
  void redirectToTheInsideIsNotFollowed() {
    assertTrue(refusal("/inside").contains("is not a public address"));
    assertEquals(List.of("/inside"), asked);
    assertTrue(refusal("/local").contains("no http or https URL"));
  }

  @Test
  void redirectInCirclesEnds() {
    assertEquals("there are more than 5 redirects", refusal("/loop"));
    assertEquals(6, asked.size());
  }

  @Test
  void errorIsSaid() {
    assertEquals("the server answered with status 404", refusal("/missing"));
    server.stop(0);
    assertTrue(refusal("/file").contains("nothing answers"));
  }

  @Test
  void moreThanTheBoundIsNotTaken() {
    String refusal = refusal(fetcher(100_000, MINUTE), url("127.0.0.1", "/file"));
    assertTrue(refusal.contains("larger than"), refusal);
  }

  @Test
  void fetchThatTakesTooLongEndsByItself() {
    Fetcher fetcher = fetcher(1 << 20, Duration.ofMillis(300));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertTrue(refusal(fetcher, url("127.0.0.1", "/hang")).contains("took longer")));
  }

  @Test
  void closingEndsItAtOnce() {
    Fetcher fetcher = fetcher(1 << 20, MINUTE);
    threads.execute(() -> {
      try {
        hanging.await();
        fetcher.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertEquals("it was cancelled", refusal(fetcher, url("127.0.0.1", "/hang"))));
    assertEquals("it was cancelled", refusal(fetcher, url("127.0.0.1", "/file")));
  }

  /** No resolver but ours knows these names, so what was connected to is what was judged. */
  @Test
  void addressThatWasJudgedIsTheOneConnectedTo() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    Deque<InetAddress> answers =
        new ArrayDeque<>(List.of(InetAddress.ofLiteral("93.184.215.14"), loopback));
    CheckedNames names =
        new CheckedNames(
            Set.of("allowed.invalid"),
            host ->
                new InetAddress[] {host.equals("allowed.invalid") ? loopback : answers.remove()});
    try (var fetcher = Fetcher.open(names, 1 << 20, MINUTE)) {
      fetcher.download(URI.create(url("allowed.invalid", "/file")), dir.resolve("f"));
    }
    assertEquals(1, names.resolve("rebinding.invalid", 80).size());
    String refusal =
        refusal(Fetcher.open(names, 1 << 20, MINUTE), url("rebinding.invalid", "/secret"));
    assertTrue(refusal.contains("rebinding.invalid"), refusal);
    assertEquals(List.of("/file"), asked);
  }
}
