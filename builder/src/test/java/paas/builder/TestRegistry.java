package paas.builder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** An image registry on loopback that has one image (OCI distribution-spec, pulls only). */
final class TestRegistry implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  /** The paths that were asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final byte[] manifest;
  private final HttpServer server;
  private final PlainDoor door;

  /**
   * With an image for {@code architecture} whose config has these ONBUILD instructions, in JSON.
   */
  TestRegistry(String architecture, String onBuild) throws IOException {
    byte[] tar = layer();
    byte[] layer = zipped(tar);
    byte[] config =
        ("{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"x\"],\"OnBuild\":%s},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}")
            .formatted(architecture, onBuild, digest(tar))
            .getBytes(UTF_8);
    blobs.put(digest(layer), layer);
    blobs.put(digest(config), config);
    manifest =
        ("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{\"mediaType\":"
                + "\"application/vnd.docker.container.image.v1+json\",\"size\":%d,\"digest\":\"%s\"},"
                + "\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar.gzip\","
                + "\"size\":%d,\"digest\":\"%s\"}]}")
            .formatted(MANIFEST, config.length, digest(config), layer.length, digest(layer))
            .getBytes(UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    door = new PlainDoor(server.getAddress());
  }

  /** Its image's name. */
  String image() {
    return "127.0.0.1:" + door.port() + "/base:1";
  }

  /** Something on loopback that is no image. */
  String secret() {
    return "http://127.0.0.1:" + door.port() + "/secret";
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    byte[] body = new byte[0];
    String type = "application/octet-stream";
    if (path.startsWith("/v2/base/manifests/")) {
      body = manifest;
      type = MANIFEST;
    } else if (path.startsWith("/v2/base/blobs/")) {
      body = blobs.getOrDefault(path.substring("/v2/base/blobs/".length()), body);
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Docker-Content-Digest", digest(body));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A tar with a file of this moment, so that no engine has the layer. */
  private static byte[] layer() throws IOException {
    var tar = new ByteArrayOutputStream();
    Tree.empty().file("base.txt", "base " + System.nanoTime()).writeTar(tar);
    return tar.toByteArray();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    server.stop(0);
  }
}
