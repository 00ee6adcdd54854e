package paas.router.http.h2;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import paas.router.http.message.Forwarding;
import paas.router.http.message.RequestHead;

/** Writes the head that an app gets as the fields of HTTP/2 (RFC 9113 section 8.3.1). */
public final class ForwardedHead {
  private static final AsciiString HTTP = AsciiString.cached("http");
  private static final AsciiString CONNECT = AsciiString.cached("CONNECT");
  private static final AsciiString PROTOCOL = AsciiString.cached(":protocol");
  private static final AsciiString WEBSOCKET = AsciiString.cached("websocket");
  private static final AsciiString SEC_WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key");

  private ForwardedHead() {}

  /**
   * The scheme is that of this hop: servers refuse another than their own; X-Forwarded-Proto tells
   * the client's.
   */
  public static Http2Headers of(Forwarding request, long nowMillis) {
    RequestHead head = request.head();
    boolean tunnel = head.wantsWebSocket();
    Http2Headers fields = new DefaultHttp2Headers(false);
    fields.method(tunnel ? CONNECT : head.method());
    fields.scheme(HTTP).authority(head.hostHeader()).path(head.path());
    if (tunnel) {
      fields.add(PROTOCOL, WEBSOCKET);
    }
    request.forEachField(
        nowMillis, (name, value) -> fields.add(AsciiString.of(name).toLowerCase(), value));
    if (tunnel) {
      // The stream itself says what the key does in HTTP/1.1 (RFC 8441 section 5).
      fields.remove(SEC_WEBSOCKET_KEY);
    }
    return fields;
  }
}
