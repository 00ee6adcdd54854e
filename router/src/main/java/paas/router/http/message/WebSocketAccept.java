package paas.router.http.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Turns the good answer to a WebSocket over HTTP/2 into that of HTTP/1.1 (RFC 8441 section 5). */
public final class WebSocketAccept {
  /** RFC 6455 section 4.2.2. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketAccept() {}

  public static HttpResponse answering(RequestHead request, HttpResponse response) {
    HttpHeaders headers = response.headers();
    headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    String key = request.field(HttpHeaderNames.SEC_WEBSOCKET_KEY).strip();
    headers.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
    return new DefaultHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, headers);
  }

  private static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }
}
