package paas.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.router.control.RequestLine;
import paas.router.control.RouterLink;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Route;
import paas.router.http.RouteLimits;
import paas.router.http.RoutedApp;
import paas.router.http.Target;

/** The process {@code paas-router}, started as it is in earnest, with a heap of 128 MB. */
@Tag("contract")
class RouterProcessTest {
  private static final Pattern LISTENING = Pattern.compile("Listening on .*:(\\d+) with routes");

  @TempDir Path home;

  /** One life of the process. */
  private final class Life implements AutoCloseable {
    final Process process;
    final BufferedReader output;

    Life(String port) throws IOException {
      this(port, "65536");
    }

    Life(String port, String descriptors) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              "/bin/bash",
              "-c",
              "ulimit -n \"$1\" 2>/dev/null; exec \"${@:2}\"",
              "router",
              descriptors,
              Path.of(System.getProperty("java.home"), "bin/java").toString(),
              "-XX:+UseSerialGC",
              "-Xmx128m",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              "paas.router.RouterMain");
      builder.environment().put("PAAS_HOME", home.toString());
      builder.environment().put("PAAS_HTTP_BIND", "127.0.0.1");
      builder.environment().put("PAAS_HTTP_PORT", port);
      process = builder.redirectErrorStream(true).start();
      output = process.inputReader();
    }

    int port() throws IOException {
      StringBuilder seen = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          return Integer.parseInt(matcher.group(1));
        }
        seen.append(line).append('\n');
      }
      throw new IOException("The router did not start:\n" + seen);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private static String get(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static void answer(ServerSocket app) {
    while (true) {
      try (Socket socket = app.accept()) {
        InputStream in = socket.getInputStream();
        int newlines = 0;
        for (int b = in.read(); b >= 0 && newlines < 2; b = newlines < 2 ? in.read() : b) {
          newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
        }
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                    .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (app.isClosed()) {
          return;
        }
      }
    }
  }

  /** One that tries again at once says so ten thousand times while this takes place. */
  @Test
  void routerWithoutDescriptorsTriesAgainNowAndThen() throws Exception {
    AtomicInteger complaints = new AtomicInteger();
    List<Socket> crowd = new ArrayList<>();
    try (Life life = new Life("0", "120")) {
      int port = life.port();
      Thread.ofVirtual()
          .start(() ->
              life.output
                  .lines()
                  .filter(line -> line.contains("Too many open files"))
                  .forEach(_ -> complaints.incrementAndGet()));
      try (Socket early = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertTrue(ask(early).startsWith("HTTP/1.1 404 "));
        for (int i = 0; i < 150; i++) {
          crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        while (complaints.get() == 0) {
          assertTrue(ask(early).startsWith("HTTP/1.1 404 "), "who is in is served");
        }
        for (int i = 0; i < 500; i++) {
          assertTrue(ask(early).startsWith("HTTP/1.1 404 "), "who is in is served");
        }
      }
      assertTrue(complaints.get() < 50, "complaints: " + complaints);
      for (Socket one : crowd) {
        one.close();
      }
      assertTrue(get(port, "b.test").startsWith("HTTP/1.1 404 "), "then others are");
    }
  }

  /** The head of the answer to a request that is not the last on its connection. */
  private static String ask(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write("HEAD / HTTP/1.1\r\nHost: b.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("The connection ended after " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Test
  void routerServesAcrossItsOwnDeathWithoutTheControlPlane() throws Exception {
    BlockingQueue<RequestLine> lines = new LinkedBlockingQueue<>();
    try (ServerSocket app = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answer(app));
      List<Route> routes =
          List.of(
              new Route(
                  new Hostname("a.test"),
                  new Target.Serving(
                      new RoutedApp("id", "a"),
                      List.of(new Endpoint("web.1", "127.0.0.1", app.getLocalPort(), "c")),
                      RouteLimits.DEFAULT)));
      try (Life life = new Life("0")) {
        int port = life.port();
        try (RouterLink link =
            new RouterLink(
                home.resolve("router/router.sock"),
                (epoch, more) -> lines.addAll(more),
                apps -> {})) {
          assertEquals(1, link.publish(routes, Duration.ofSeconds(10)));
          assertTrue(get(port, "a.test").endsWith("hello"));
          RequestLine line = lines.poll(10, TimeUnit.SECONDS);
          assertTrue(line != null && line.text().startsWith("at=info method=GET"), "" + line);
        }
        life.process.destroyForcibly().waitFor();
      }
      try (Life life = new Life("0")) {
        int port = life.port();
        assertTrue(get(port, "a.test").endsWith("hello"));
        life.process.destroy();
        assertTrue(life.process.waitFor(60, TimeUnit.SECONDS), "SIGTERM ends it");
        assertEquals(143, life.process.exitValue());
        assertTrue(Files.notExists(home.resolve("router/router.sock")));
      }
    }
  }

  @Test
  void manySlowReadersFitIntoItsHeap() throws Exception {
    int clients = 150;
    int size = 8 << 20;
    try (ServerSocket app = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Life life = new Life("0")) {
      Thread.ofVirtual().start(() -> stream(app, size));
      int port = life.port();
      try (RouterLink link =
          new RouterLink(home.resolve("router/router.sock"), (epoch, more) -> {}, apps -> {})) {
        link.publish(
            List.of(
                new Route(
                    new Hostname("a.test"),
                    new Target.Serving(
                        new RoutedApp("id", "a"),
                        List.of(new Endpoint("web.1", "127.0.0.1", app.getLocalPort(), "c")),
                        RouteLimits.DEFAULT))),
            Duration.ofSeconds(10));
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
          Socket socket = new Socket();
          socket.setReceiveBufferSize(32 << 10);
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          sockets.add(socket);
        }
        for (Socket socket : sockets) {
          String head = "";
          while (!head.endsWith("\r\n\r\n")) {
            head += (char) socket.getInputStream().read();
          }
          assertTrue(head.startsWith("HTTP/1.1 200 "), head);
          socket.getInputStream().skipNBytes(size);
          socket.close();
        }
      }
      assertTrue(life.process.isAlive());
    }
  }

  private static void stream(ServerSocket app, int size) {
    byte[] block = new byte[64 << 10];
    while (!app.isClosed()) {
      try {
        Socket socket = app.accept();
        Thread.ofVirtual()
            .start(() -> {
              try (socket) {
                socket
                    .getOutputStream()
                    .write(
                        ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                                + size
                                + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                for (int left = size; left > 0; left -= block.length) {
                  socket.getOutputStream().write(block);
                }
                socket.getInputStream().readAllBytes();
              } catch (IOException e) {
                // The router went away: the test ends.
              }
            });
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void takenPortIsSaidAndEndsWithOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Life life = new Life("" + taken.getLocalPort())) {
      String output = life.output.readAllAsString();
      assertEquals(1, life.process.waitFor());
      assertTrue(output.contains("Cannot listen on 127.0.0.1:" + taken.getLocalPort()), output);
      assertTrue(output.contains("Address already in use"), output);
      assertTrue(output.contains("PAAS_HTTP_PORT"), output);
    }
  }
}
