package paas.runner.engine;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes one request: a connection of its own, fixed or chunked body, upgrade where it hijacks. */
final class RequestWriter {
  private static final int BUFFER = 32 * 1024;
  private static final Pattern HIJACKS =
      Pattern.compile(".*/(containers/[^/]+/attach|exec/[^/]+/start)");

  private final OutputStream out;

  RequestWriter(OutputStream out) {
    this.out = out;
  }

  static boolean hijacks(Request request) {
    return request.hijackedInput() != null || HIJACKS.matcher(Patience.pathOf(request)).matches();
  }

  void write(Request request) throws IOException {
    out.write(head(request).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = request.bodyBytes();
    InputStream body = request.body();
    if (bytes != null) {
      out.write(bytes);
    } else if (body != null) {
      copyChunked(body);
    }
    out.flush();
  }

  private static String head(Request request) {
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(target(request)).append(" HTTP/1.1\r\n");
    head.append("Host: docker\r\n");
    head.append(
        hijacks(request) ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n");
    request.headers().forEach((name, value) -> field(head, name, value));
    byte[] bytes = request.bodyBytes();
    if (bytes != null) {
      field(head, "Content-Length", Integer.toString(bytes.length));
    } else if (request.body() != null) {
      field(head, "Transfer-Encoding", "chunked");
    } else if (!request.method().equals("GET")) {
      field(head, "Content-Length", "0");
    }
    return head.append("\r\n").toString();
  }

  private static String target(Request request) {
    String path = request.path();
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("Not a request target: it must be percent-encoded");
    }
    return path;
  }

  private static void field(StringBuilder head, String name, String value) {
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("Header " + name + " has a line break in its value");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private void copyChunked(InputStream body) throws IOException {
    var chunks = new ChunkedOutput(out);
    byte[] buffer = new byte[BUFFER];
    for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
      chunks.write(buffer, 0, count);
    }
    chunks.finish();
  }

  /** A body that cannot be read is its writer's failure, not the engine's: told apart by type. */
  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException("The request's body could not be read", e);
    }
  }
}
