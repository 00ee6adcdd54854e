package paas.builder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.util.FileUtils;

/** Buildpacks over HTTP on loopback: one git repository (smart HTTP), files, redirects. */
public final class BuildpackServer implements AutoCloseable {
  public final AtomicInteger packsSent = new AtomicInteger();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path folder;
  private final Git git;
  private final HttpServer server;

  public BuildpackServer() throws IOException, GitAPIException {
    folder = Files.createTempDirectory("paas-buildpack-server-");
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String url(String path) {
    return url("127.0.0.1", path);
  }

  public String url(String host, String path) {
    return "http://" + host + ":" + server.getAddress().getPort() + path;
  }

  /** Commits a file, and returns the commit id. */
  public String commit(String name, String content) throws IOException, GitAPIException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    git.add().addFilepattern(".").call();
    var who = new PersonIdent("t", "t@example.com");
    return git.commit()
        .setMessage("x")
        .setAuthor(who)
        .setCommitter(who)
        .setSign(false)
        .call()
        .name();
  }

  public Git git() {
    return git;
  }

  public void file(String path, byte[] content) {
    files.put(path, content);
  }

  public void redirect(String path, String to) {
    redirects.put(path, to);
  }

  public static byte[] tgz(SourceTree tree) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      tree.writeTar(gzip);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.close();
    git.close();
    FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (redirects.containsKey(path)) {
        String query = exchange.getRequestURI().getRawQuery();
        exchange
            .getResponseHeaders()
            .set("Location", redirects.get(path) + (query == null ? "" : "?" + query));
        exchange.sendResponseHeaders(302, -1);
      } else if (path.equals("/pack.git/info/refs")) {
        send(exchange, "application/x-git-upload-pack-advertisement", advertisement());
      } else if (path.equals("/pack.git/git-upload-pack")) {
        send(exchange, "application/x-git-upload-pack-result", pack(exchange));
      } else if (files.containsKey(path)) {
        send(exchange, "application/gzip", files.get(path));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private byte[] advertisement() throws IOException {
    var out = new ByteArrayOutputStream();
    var lines = new PacketLineOut(out);
    lines.writeString("# service=git-upload-pack\n");
    lines.end();
    upload().sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    return out.toByteArray();
  }

  private byte[] pack(HttpExchange exchange) throws IOException {
    packsSent.incrementAndGet();
    var out = new ByteArrayOutputStream();
    InputStream body = exchange.getRequestBody();
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    upload().upload(gzip ? new GZIPInputStream(body) : body, out, null);
    return out.toByteArray();
  }

  private UploadPack upload() {
    Repository repository = git.getRepository();
    var upload = new UploadPack(repository);
    upload.setBiDirectionalPipe(false);
    return upload;
  }

  private static void send(HttpExchange exchange, String type, byte[] content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }
}
