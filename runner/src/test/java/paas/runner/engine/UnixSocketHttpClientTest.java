package paas.runner.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketHttpClientTest {
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final EngineTimeouts IMPATIENT = new EngineTimeouts(SHORT, SHORT, SHORT, SHORT);
  private static final Duration A_WHILE = Duration.ofSeconds(30);
  private static final EngineTimeouts PATIENT = EngineTimeouts.DEFAULT;

  @TempDir private Path dir;

  @Test
  void aMissingSocketSaysWhatToDo() {
    var unavailable = assertUnavailable(get("/info"), PATIENT);
    assertTrue(unavailable.contains("there is no socket " + socket()), unavailable);
    assertTrue(unavailable.contains("start Docker"), unavailable);
  }

  @Test
  void aSocketThatNobodyListensOnSaysWhatToDo() throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket()));
    }
    var unavailable = assertUnavailable(get("/info"), PATIENT);
    assertTrue(unavailable.contains("nobody answers on " + socket()), unavailable);
    assertTrue(unavailable.contains("start Docker"), unavailable);
  }

  @Test
  void aHungEngineHangsUsForTheLimitOnly() throws IOException {
    try (var engine = FakeEngine.listen(socket(), (line, in, out, channel) -> in.read())) {
      var unavailable = assertUnavailable(get("/info?secret=1"), IMPATIENT);
      assertTrue(unavailable.contains("did not answer GET /info within"), unavailable);
      assertFalse(unavailable.contains("secret"), unavailable);
      assertAskedOnce(engine);
    }
  }

  @Test
  void anAnswerThatStallsHalfwayHangsUsForTheLimitOnly() throws IOException {
    FakeEngine.Script stalls =
        (line, in, out, channel) -> {
          FakeEngine.send(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
          in.read();
        };
    try (var engine = FakeEngine.listen(socket(), stalls)) {
      assertTrue(assertUnavailable(get("/info"), IMPATIENT).contains("did not answer"));
      assertAskedOnce(engine);
    }
  }

  @Test
  void anEngineThatTakesNoBodyHangsUsForTheLimitOnly() throws IOException {
    var never = new CountDownLatch(1);
    FakeEngine.Script deaf = (line, in, out, channel) -> awaitQuietly(never);
    try (var engine = FakeEngine.listen(socket(), deaf)) {
      var put =
          Request.builder()
              .method(Request.Method.PUT)
              .path("/containers/x/archive?path=/")
              .body(new ByteArrayInputStream(new byte[8_000_000]))
              .build();
      assertTrue(assertUnavailable(put, IMPATIENT).contains("did not answer"));
      assertAskedOnce(engine);
    } finally {
      never.countDown();
    }
  }

  /** It may read what it was asked only after who asked has given up. */
  private static void assertAskedOnce(FakeEngine engine) {
    assertTimeoutPreemptively(
        A_WHILE,
        () -> {
          while (engine.requests.isEmpty()) {
            Thread.onSpinWait();
          }
        });
    assertEquals(1, engine.requests.size());
  }

  @Test
  void aStreamMayBeSilentForLongerThanTheLimit() throws IOException {
    var limit = Duration.ofSeconds(1);
    var resume = new CountDownLatch(1);
    FakeEngine.Script slow =
        (line, in, out, channel) -> {
          if (line.contains("/info")) {
            in.read();
          }
          FakeEngine.send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n");
          awaitQuietly(resume);
          FakeEngine.send(out, "3;x=y\r\ntwo\r\n0\r\nTrailer: x\r\n\r\n");
        };
    try (var engine = FakeEngine.listen(socket(), slow);
        var http =
            new UnixSocketHttpClient(socket(), new EngineTimeouts(limit, limit, limit, limit));
        var response = http.execute(get("/events"))) {
      assertEquals("one", text(response.getBody().readNBytes(3)));
      // Another request runs into the limit meanwhile.
      assertThrows(EngineUnavailable.class, () -> http.execute(get("/info")));
      resume.countDown();
      assertEquals("two", text(response.getBody().readAllBytes()));
      assertEquals(2, engine.requests.size());
    }
  }

  @Test
  void closingTheClientEndsEveryStream() throws Exception {
    FakeEngine.Script silent =
        (line, in, out, channel) -> {
          FakeEngine.send(out, "HTTP/1.1 200 OK\r\n\r\n");
          in.read();
        };
    try (var engine = FakeEngine.listen(socket(), silent)) {
      var http = new UnixSocketHttpClient(socket(), PATIENT);
      var response = http.execute(get("/events"));
      var reader =
          Thread.ofVirtual()
              .start(() -> assertThrows(IOException.class, () -> response.getBody().read()));
      http.close();
      assertTrue(reader.join(A_WHILE));
      assertThrows(EngineUnavailable.class, () -> http.execute(get("/info")));
      assertEquals(1, engine.requests.size());
    }
  }

  @Test
  void anAnswerThatComesBeforeTheBodyIsTakenCounts() throws IOException {
    FakeEngine.Script refuses =
        (line, in, out, channel) -> {
          FakeEngine.send(out, FakeEngine.json(404, "{\"message\":\"No such container\"}"));
          channel.close();
        };
    try (var engine = FakeEngine.listen(socket(), refuses);
        var http = new UnixSocketHttpClient(socket(), PATIENT)) {
      var put =
          Request.builder()
              .method(Request.Method.PUT)
              .path("/containers/x/archive?path=/")
              .body(new ByteArrayInputStream(new byte[8_000_000]))
              .build();
      assertEquals(404, http.execute(put).getStatusCode());
      assertEquals(1, engine.requests.size());
    }
  }

  @Test
  void aBodyThatCannotBeReadIsNotTheEnginesFault() throws IOException {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk on fire");
          }
        };
    try (var engine = FakeEngine.listen(socket(), (line, in, out, channel) -> in.read());
        var http = new UnixSocketHttpClient(socket(), PATIENT)) {
      var load =
          Request.builder().method(Request.Method.POST).path("/images/load").body(broken).build();
      assertThrows(UncheckedIOException.class, () -> http.execute(load));
      assertTrue(engine.requests.size() <= 1);
    }
  }

  @Test
  void whatIsNoHttpIsUnavailable() throws IOException {
    try (var engine =
        FakeEngine.listen(
            socket(), (line, in, out, channel) -> FakeEngine.send(out, "SSH-2.0-x\r\n\r\n"))) {
      assertTrue(assertUnavailable(get("/info"), PATIENT).contains("does not speak HTTP"));
      assertEquals(1, engine.requests.size());
    }
  }

  @Test
  void aHijackedConnectionIsClosedInOneDirectionAtATime() throws IOException {
    FakeEngine.Script echo =
        (line, in, out, channel) -> {
          FakeEngine.send(out, "HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\n");
          byte[] all = in.readAllBytes();
          out.write(all);
          channel.close();
        };
    byte[] input = "to the end".getBytes(StandardCharsets.UTF_8);
    try (var engine = FakeEngine.listen(socket(), echo);
        var http = new UnixSocketHttpClient(socket(), PATIENT)) {
      var attach =
          Request.builder()
              .method(Request.Method.POST)
              .path("/containers/x/attach?stream=1")
              .hijackedInput(new ByteArrayInputStream(input))
              .build();
      var response = http.execute(attach);
      assertTimeoutPreemptively(
          A_WHILE, () -> assertArrayEquals(input, response.getBody().readAllBytes()));
      assertEquals(1, engine.requests.size());
    }
  }

  @Test
  void aPathOrHeaderCannotSmuggleALine() throws IOException {
    try (var engine = FakeEngine.listen(socket(), (line, in, out, channel) -> in.read());
        var http = new UnixSocketHttpClient(socket(), PATIENT)) {
      assertThrows(IllegalArgumentException.class, () -> http.execute(get("/info\r\nX: y")));
      var header =
          Request.builder()
              .method(Request.Method.GET)
              .path("/info")
              .putHeader("X", "a\nY: b")
              .build();
      assertThrows(IllegalArgumentException.class, () -> http.execute(header));
      assertEquals(0, engine.requests.size());
    }
  }

  private Path socket() {
    return dir.resolve("engine.sock");
  }

  private String assertUnavailable(Request request, EngineTimeouts timeouts) {
    try (var http = new UnixSocketHttpClient(socket(), timeouts)) {
      return assertTimeoutPreemptively(
          A_WHILE,
          () -> assertThrows(EngineUnavailable.class, () -> http.execute(request)).toString());
    }
  }

  private static Request get(String path) {
    return Request.builder().method(Request.Method.GET).path(path).build();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
