package paas.platform.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.fault.Rejected;

@Tag("contract")
class DownloadsTest {
  private static final byte[] CONTENT = new byte[300_000];

  @TempDir Path dir;
  private final AtomicBoolean insideWasAsked = new AtomicBoolean();
  private HttpServer allowed;
  private HttpServer inside;
  private Downloads downloads;

  @BeforeEach
  void start() throws IOException {
    inside = server();
    inside.createContext(
        "/",
        exchange -> {
          insideWasAsked.set(true);
          answer(exchange, 200, CONTENT);
        });
    allowed = server();
    allowed.createContext("/file", exchange -> answer(exchange, 200, CONTENT));
    allowed.createContext("/missing", exchange -> answer(exchange, 404, new byte[0]));
    redirect("/moved", url(allowed, "/file"));
    redirect("/inside", url(inside, "/"));
    redirect("/local-file", "file:///etc/passwd");
    redirect("/loop", url(allowed, "/loop"));
    downloads = new Downloads(new Destinations("127.0.0.1:" + allowed.getAddress().getPort()));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.start();
    return server;
  }

  private void redirect(String path, String to) {
    allowed.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          answer(exchange, 302, new byte[0]);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static String url(HttpServer server, String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @AfterEach
  void stop() {
    allowed.stop(0);
    inside.stop(0);
  }

  private Path get(String path, long most) throws IOException {
    Path file = dir.resolve("file");
    downloads.get(url(allowed, path), file, most, whenGone -> {});
    return file;
  }

  private String refusal(String path) {
    return assertThrows(Rejected.class, () -> get(path, 1 << 20)).getMessage();
  }

  @Test
  void aFileComesWholeThroughARedirect() throws IOException {
    assertEquals(CONTENT.length, Files.size(get("/moved", 1 << 20)));
  }

  @Test
  void aRedirectToTheInsideIsNotFollowed() {
    assertTrue(refusal("/inside").contains("does not connect"));
    assertFalse(insideWasAsked.get());
    refusal("/local-file");
  }

  @Test
  void aRedirectInCirclesEnds() {
    assertTrue(refusal("/loop").contains("redirects more than"));
  }

  @Test
  void anErrorIsSaid() {
    assertTrue(refusal("/missing").contains("404"));
  }

  @Test
  void theDoorItselfRefusesWhatWasNotJudgedBefore() throws IOException {
    try (Door door = Door.open(new Destinations(""), 1 << 20, java.time.Duration.ofMinutes(1))) {
      var connection = java.net.URI.create(url(inside, "/")).toURL().openConnection(door.proxy());
      assertThrows(IOException.class, connection::getInputStream);
      assertTrue(door.refusal().orElseThrow().getMessage().contains("does not connect"));
    }
    assertFalse(insideWasAsked.get());
  }

  @Test
  void moreThanTheBoundIsNotTaken() throws IOException {
    try (Door door =
        Door.open(
            new Destinations("127.0.0.1:" + allowed.getAddress().getPort()),
            100_000,
            java.time.Duration.ofMinutes(1))) {
      var connection =
          java.net.URI.create(url(allowed, "/file")).toURL().openConnection(door.proxy());
      assertThrows(IOException.class, () -> connection.getInputStream().readAllBytes());
      assertTrue(door.refusal().orElseThrow().getMessage().contains("larger than"));
    }
  }
}
