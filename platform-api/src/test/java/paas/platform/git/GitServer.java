package paas.platform.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/** Smart HTTP on loopback for fetches of repositories by name; with an account where one is set. */
public final class GitServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  public final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile String account = "";

  public GitServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext("/", this::answer);
    server.start();
  }

  public GitServer serve(String name, Repository repository) {
    repositories.put(name, repository);
    return this;
  }

  public void require(String user, String password) {
    account =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  public void redirect(String name, String to) {
    redirects.put(name, to);
  }

  public String url(String name) {
    return "http://" + authority() + "/" + name;
  }

  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String name = path.split("/")[1];
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(String.valueOf(given));
      if (redirects.containsKey(name)) {
        exchange
            .getResponseHeaders()
            .add(
                "Location",
                redirects.get(name)
                    + path.substring(name.length() + 1)
                    + "?service=git-upload-pack");
        exchange.sendResponseHeaders(302, -1);
      } else if (!account.isEmpty() && !account.equals(given)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (!repositories.containsKey(name)) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        upload(exchange, repositories.get(name), path.endsWith("/info/refs"));
      }
    }
  }

  private static void upload(HttpExchange exchange, Repository repository, boolean advertise)
      throws IOException {
    UploadPack pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    String kind = advertise ? "advertisement" : "result";
    exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-" + kind);
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    if (advertise) {
      PacketLineOut lines = new PacketLineOut(out);
      lines.setFlushOnEnd(false);
      lines.writeString("# service=git-upload-pack\n");
      lines.end();
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    } else {
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      pack.upload(
          zipped
              ? new java.util.zip.GZIPInputStream(exchange.getRequestBody())
              : exchange.getRequestBody(),
          out,
          null);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
