package paas.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import paas.cli.command.Session;
import paas.cli.terminal.Facts;
import paas.cli.terminal.Terminal;

/**
 * The training run for the AOT cache: everyday commands against a platform that answers in this
 * very process.
 */
public final class Training {
  private static final String APP =
      "{\"name\":\"shop\",\"web_url\":\"http://shop.localhost\",\"owner\":{\"email\":\"a@b.c\"},"
          + "\"created_at\":\"2026-11-20T12:00:00Z\"}";
  private static final String RELEASE =
      "{\"id\":\"1\",\"version\":7,\"description\":\"Set A\",\"status\":\"succeeded\",\"current\":true,"
          + "\"created_at\":\"2026-11-20T12:00:00Z\",\"user\":{\"email\":\"a@b.c\"}}";
  private static final String INSTANCE =
      "{\"name\":\"web.1\",\"type\":\"web\",\"state\":\"up\",\"command\":\"x\",\"release\":{\"version\":7},"
          + "\"updated_at\":\"2026-11-20T12:00:00Z\"}";
  private static final List<String> LINES =
      List.of(
          "--version",
          "help",
          "help config:set",
          "apps",
          "apps --json",
          "info -a shop",
          "config -a shop",
          "config -a shop --shell",
          "config:get A -a shop",
          "config:set A=b -a shop",
          "config:unset A -a shop",
          "ps -a shop",
          "ps:scale -a shop",
          "ps:scale web=1 -a shop",
          "releases -a shop",
          "logs -a shop",
          "whoami",
          "nonsense",
          "config",
          "config --nonsense -a shop");

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    failures();
  }

  /** Runs all lines; those that failed, which is what the wrong ones do. */
  static List<String> failures() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      background("paas-training", () -> serve(server));
      String url = "http://127.0.0.1:" + server.getLocalPort();
      return LINES.stream().filter(line -> run(url, line.split(" ", -1)) != 0).toList();
    }
  }

  private static int run(String url, String[] arguments) {
    OutputStream nowhere = OutputStream.nullOutputStream();
    Facts facts = new Facts(false, true, true, 80, true);
    Terminal terminal =
        new Terminal(facts, new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
    Map<String, String> env = new HashMap<>(System.getenv());
    env.putAll(Map.of("PAAS_URL", url, "PAAS_TOKEN", "training", "HOME", "/nonexistent"));
    try (Session session = new Session(env, Path.of("/"), terminal, Clock.systemUTC())) {
      return Main.runTyped(arguments, session);
    }
  }

  private static void serve(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        background("paas-training-connection", () -> converse(socket, server.getLocalPort()));
      }
    } catch (IOException e) {
      // The training is over.
    }
  }

  private static void background(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void converse(Socket socket, int port) {
    try (socket) {
      answer(socket, port);
    } catch (IOException e) {
      // The command has what it wanted.
    }
  }

  private static void answer(Socket socket, int port) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    // Every request of the training arrives in one segment: its client writes it at once.
    for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
      String path = new String(buffer, 0, count, StandardCharsets.UTF_8).split(" ", 3)[1];
      byte[] body = answer(path, port).getBytes(StandardCharsets.UTF_8);
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
    }
  }

  private static String answer(String path, int port) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "apps" -> "[" + APP + "]";
      case "config-vars" -> "{\"A\":\"b\",\"LONG_NAME\":\"https://x.y/z?q=1&r='2'\"}";
      case "releases" -> "[" + RELEASE + "]";
      case "dynos" -> "[" + INSTANCE + "]";
      case "formation" ->
          "[{\"type\":\"web\",\"quantity\":1,\"stopped\":[],\"size\":\"standard\"}]";
      case "settle" -> "{\"settled\":true,\"crashed\":false,\"instances\":[" + INSTANCE + "]}";
      case "log-sessions" -> "{\"logplex_url\":\"http://127.0.0.1:" + port + "/stream\"}";
      case "stream" -> "2026-11-20T12:00:00.000000+00:00 app[web.1]: hello\n";
      case "account" -> "{\"email\":\"a@b.c\"}";
      default -> APP;
    };
  }
}
