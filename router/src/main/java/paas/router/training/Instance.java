package paas.router.training;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the router forwards to: answers {@code /SIZE} with as many bytes. */
final class Instance implements AutoCloseable {
  /** Whatever the JVM's own loopback address is. */
  static final String ADDRESS = "127.0.0.1";

  static {
    // Else the body of an answer waits 40 ms for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Instance(HttpServer server) {
    this.server = server;
  }

  static Instance start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), 0);
    Instance instance = new Instance(HttpServer.create(anyPort, 1024));
    instance.server.createContext("/", Instance::answer);
    instance.server.setExecutor(instance.threads);
    instance.server.start();
    return instance;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = new byte[Integer.parseInt(exchange.getRequestURI().getPath().substring(1))];
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
