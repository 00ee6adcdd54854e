package paas.builder.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PosterTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] BODY = {'x'};

  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;
  private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      connections.addAndGet(0); // the test is over
    }
  }

  /** Answers each body of one byte, as often as one comes. */
  private void serve(Socket socket) {
    try (socket) {
      for (int read = socket.getInputStream().read(); read >= 0; ) {
        if (read == 'x' && socket.getInputStream().available() == 0) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
        read = socket.getInputStream().read();
      }
    } catch (IOException e) {
      connections.addAndGet(0); // the poster has gone
    }
  }

  private Poster.Answer post(Poster poster) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    return poster.post(url, "text/plain", Map.of(), BODY);
  }

  private Poster poster(Duration atMost) {
    return Poster.open(CheckedNames.allowing("127.0.0.1:" + server.getLocalPort()), atMost);
  }

  @Test
  void postsShareAConnection() throws IOException {
    try (Poster poster = poster(LONG)) {
      assertEquals(200, post(poster).status());
      assertEquals(200, post(poster).status());
    }
    assertEquals(1, connections.get());
  }

  @Test
  void anAnswerWithoutAnEndIsNotReadToIt() throws IOException {
    answer = "HTTP/1.1 400 Bad\r\nContent-Length: 999999999\r\n\r\n" + "y".repeat(200_000);
    try (Poster poster = poster(LONG)) {
      assertEquals(400, post(poster).status());
    }
  }

  @Test
  void anAnswerThatDoesNotComeEndsInTime() throws IOException {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok";
    try (Poster poster = poster(Duration.ofMillis(300))) {
      assertThrows(SocketTimeoutException.class, () -> post(poster));
    }
  }

  @Test
  void closingEndsAPostUnderWay() throws Exception {
    answer = "";
    Poster poster = poster(LONG);
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              while (connections.get() == 0) {
                Thread.onSpinWait();
              }
              poster.close();
            });
    long start = System.nanoTime();

    assertThrows(IOException.class, () -> post(poster));
    closer.join();
    assertTrue(System.nanoTime() - start < LONG.toNanos(), "ended by its time, not by the closing");
  }

  /** As it connects, no connection is there yet that could be closed. */
  @Test
  void closingEndsAPostThatConnects() {
    answer = "";
    AtomicReference<Poster> poster = new AtomicReference<>();
    String host = "named.test:" + server.getLocalPort();
    CheckedNames names =
        new CheckedNames(
            Set.of(host),
            asked -> {
              poster.get().close();
              return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
            });
    poster.set(Poster.open(names, LONG));
    URI url = URI.create("http://" + host + "/");
    long start = System.nanoTime();

    assertThrows(IOException.class, () -> poster.get().post(url, "text/plain", Map.of(), BODY));
    assertTrue(System.nanoTime() - start < LONG.toNanos(), "ended by its time, not by the closing");
  }
}
