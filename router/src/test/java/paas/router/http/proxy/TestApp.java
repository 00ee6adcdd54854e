package paas.router.http.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import paas.router.http.Endpoint;

/** An instance: listens on loopback and handles each connection as the test says. */
final class TestApp implements AutoCloseable {
  /** What the instance does with one connection; the connection is closed when it returns. */
  @FunctionalInterface
  interface Script {
    void run(Wire wire) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final String name;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Boolean> deaf = new CompletableFuture<>();
  final AtomicInteger connections = new AtomicInteger();

  private TestApp(ServerSocket server, String name) {
    this.server = server;
    this.name = name;
  }

  static TestApp start(String name, Script script) throws IOException {
    TestApp app = new TestApp(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), name);
    Thread.ofVirtual()
        .name("app-" + name)
        .start(() -> {
          app.accept(script);
          app.deaf.complete(true);
        });
    return app;
  }

  /** Answers every request with 200 and this body, for as long as the client stays. */
  static TestApp answering(String name, String body) throws IOException {
    return start(
        name,
        wire -> {
          while (wire.readHead()) {
            wire.readBody();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
          }
        });
  }

  /** Answers "/" with "ok" for as long as the client stays; for any other request does this. */
  static TestApp answeringRoot(Script others) throws IOException {
    return start(
        "web.1",
        wire -> {
          while (wire.readHead()) {
            if (wire.startLine().equals("GET / HTTP/1.1")) {
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            } else {
              others.run(wire);
            }
          }
        });
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> handle(socket, script));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket socket, Script script) {
    try (socket) {
      script.run(new Wire(socket));
    } catch (IOException | InterruptedException e) {
      // The test closed it, or the router did: what the test looks at is on the other side.
    } finally {
      open.remove(socket);
    }
  }

  Endpoint endpoint() {
    return new Endpoint(name, "127.0.0.1", server.getLocalPort(), name + "-container");
  }

  int openConnections() {
    return open.size();
  }

  /** Takes no more connections. */
  void refuse() throws IOException {
    server.close();
    // Until the thread that waited there has left, the system takes connections for it.
    deaf.join();
  }

  @Override
  public void close() throws IOException {
    refuse();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
