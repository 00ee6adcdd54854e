package paas.router.http.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * An answer that the router gives in an app's place and that is no failure.
 *
 * @param location where to go instead, or empty
 */
public record Reply(int status, String location, String body) {

  /**
   * The same path of this host over HTTPS; other methods than GET and HEAD must not change on the
   * way.
   */
  public static Reply overHttps(RequestHead head, String host, int port) {
    String method = head.method();
    boolean safe = method.equals("GET") || method.equals("HEAD");
    String location = "https://" + host + (port == 443 ? "" : ":" + port) + head.path();
    return new Reply(safe ? 301 : 308, location, "This app is reached by HTTPS.\n");
  }

  public static Reply text(String body) {
    return new Reply(200, "", body);
  }

  /**
   * Writes the whole answer.
   *
   * @return the length of the body written
   */
  public int write(ByteBuf out, boolean forHead, boolean close) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(status)).append("\r\n");
    if (!location.isEmpty()) {
      head.append("Location: ").append(location).append("\r\n");
    }
    head.append("Content-Type: text/plain; charset=utf-8\r\nContent-Length: ")
        .append(body.length())
        .append("\r\n");
    head.append(close ? "Connection: close\r\n\r\n" : "\r\n");
    out.writeCharSequence(head, ISO_8859_1);
    if (forHead) {
      return 0;
    }
    out.writeCharSequence(body, ISO_8859_1);
    return body.length();
  }
}
