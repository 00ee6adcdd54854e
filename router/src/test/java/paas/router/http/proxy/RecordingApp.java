package paas.router.http.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An instance that keeps every request head it gets, and answers each with 200. */
final class RecordingApp implements AutoCloseable {
  /**
   * @param fields the head's lines after the first
   */
  record Seen(String startLine, List<String> fields, String body) {}

  private final List<Seen> requests = new CopyOnWriteArrayList<>();
  private final TestApp app;

  private RecordingApp() throws IOException {
    app = TestApp.start("web.1", this::serve);
  }

  static RecordingApp start() throws IOException {
    return new RecordingApp();
  }

  private void serve(Wire wire) throws IOException {
    while (wire.readHead()) {
      int at = requests.size();
      requests.add(new Seen(wire.startLine(), wire.fields(), ""));
      requests.set(at, new Seen(wire.startLine(), wire.fields(), wire.readBody()));
      boolean head = wire.startLine().startsWith("HEAD ");
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (head ? "" : "ok"));
    }
  }

  TestApp app() {
    return app;
  }

  List<Seen> requests() {
    return requests;
  }

  /**
   * Waits until all that was sent here is read: connections are accepted in the order in which they
   * came, so that once one of our own is, no other is on its way.
   */
  void awaitQuiet() throws IOException {
    int before = app.connections.get();
    InetSocketAddress address = app.endpoint().socketAddress();
    try (Socket last = new Socket(address.getAddress(), address.getPort())) {
      TestRouter.await("accepted " + last, () -> app.connections.get() > before);
    }
    TestRouter.await("all connections are closed", () -> app.openConnections() == 0);
  }

  @Override
  public void close() throws IOException {
    app.close();
  }
}
