package paas.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A platform of canned answers on loopback: each request gets the next answer that its route has,
 * the last one for ever.
 */
final class FakePlatform implements AutoCloseable {
  /** An answer: status, headers, body. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer ok(String body) {
      return new Answer(200, Map.of(), body);
    }
  }

  /** A request as it came. */
  record Seen(String method, String path, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return (method + " " + path + " " + body).strip();
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> routes = new ConcurrentHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  FakePlatform() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds an answer to a route such as "GET /apps/shop". */
  FakePlatform on(String route, String body) {
    return on(route, Answer.ok(body));
  }

  FakePlatform on(String route, Answer answer) {
    routes.computeIfAbsent(route, key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Replaces the answers of a route. */
  FakePlatform only(String route, Answer answer) {
    routes.remove(route);
    return on(route, answer);
  }

  FakePlatform refuse(String route, int status, String id, String message) {
    String body = "{\"id\":\"" + id + "\",\"message\":\"" + message + "\"}";
    return on(route, new Answer(status, Map.of(), body));
  }

  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** The requests as lines. */
  List<String> log() {
    return seen().stream().map(Seen::toString).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = next(exchange, path, body);
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer next(HttpExchange exchange, String path, String body) {
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    seen.add(new Seen(exchange.getRequestMethod(), path, headers, body));
    Deque<Answer> answers = routes.get(exchange.getRequestMethod() + " " + path);
    if (answers == null) {
      return new Answer(
          404, Map.of(), "{\"id\":\"not_found\",\"message\":\"no route " + path + "\"}");
    }
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** One of release 3, as the API tells of it. */
  static String instance(String name, String state) {
    String type = name.substring(0, name.indexOf('.'));
    return "{\"name\":\""
        + name
        + "\",\"type\":\""
        + type
        + "\",\"state\":\""
        + state
        + "\",\"command\":\"node x\",\"updated_at\":\"2026-11-20T11:58:00Z\",\"release\":{\"version\":3}}";
  }
}
