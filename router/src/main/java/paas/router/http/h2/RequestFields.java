package paas.router.http.h2;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Base64;
import java.util.Map.Entry;
import java.util.random.RandomGenerator;
import paas.router.http.message.RequestHead;

/**
 * Turns the fields of an HTTP/2 request into the head that HTTP/1.1 has for it, or refuses them.
 */
public final class RequestFields {
  private static final AsciiString HOST = AsciiString.cached("host");
  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final AsciiString UPGRADE = AsciiString.cached("upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString WEBSOCKET = AsciiString.cached("websocket");
  private static final AsciiString SEC_WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key");
  private static final int KEY_BYTES = 16;

  private final PseudoFields pseudo = new PseudoFields();
  private final HttpHeaders headers =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  private final StringBuilder cookies = new StringBuilder();
  private final RandomGenerator random;
  private CharSequence host = "";
  private boolean regularSeen;

  private RequestFields(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The request that these fields mean. When they break a rule, its decoder result is a failure by
   * {@link MalformedFields}, and it holds only what is safe to log.
   *
   * @param endStream whether no body follows
   * @param maxLine the longest request line in bytes
   * @param random for the key of a WebSocket, which HTTP/1.1 has and HTTP/2 has not
   */
  public static HttpRequest read(
      Http2Headers fields, boolean endStream, int maxLine, RandomGenerator random) {
    RequestFields reading = new RequestFields(random);
    try {
      reading.readAll(fields);
      return reading.request(endStream, maxLine);
    } catch (MalformedFields e) {
      return reading.refused(e);
    }
  }

  private void readAll(Http2Headers fields) throws MalformedFields {
    for (Entry<CharSequence, CharSequence> field : fields) {
      CharSequence name = field.getKey();
      if (!name.isEmpty() && name.charAt(0) == ':') {
        if (regularSeen) {
          throw new MalformedFields("A pseudo-field follows a field");
        }
        pseudo.add(name, field.getValue());
      } else {
        regularSeen = true;
        readField(name, field.getValue());
      }
    }
    pseudo.check();
  }

  private void readField(CharSequence name, CharSequence value) throws MalformedFields {
    FieldRules.check(name, value);
    if (HOST.contentEquals(name)) {
      if (!host.isEmpty()) {
        throw new MalformedFields("host is given twice");
      }
      host = value;
    } else if (COOKIE.contentEquals(name)) {
      // One field per crumb compresses better; HTTP/1.1 knows one field only (RFC 9113, 8.2.3).
      addCookie(value);
    } else {
      headers.add(name, value);
    }
  }

  /** An empty crumb says nothing, and would leave a blank at the end, which HTTP/2 forbids. */
  private void addCookie(CharSequence crumb) {
    if (!crumb.isEmpty()) {
      cookies.append(cookies.isEmpty() ? "" : "; ").append(crumb);
    }
  }

  private HttpRequest request(boolean endStream, int maxLine) throws MalformedFields {
    CharSequence authority = pseudo.authority();
    if (!authority.isEmpty()
        && !host.isEmpty()
        && !AsciiString.contentEqualsIgnoreCase(authority, host)) {
      throw new MalformedFields(":authority and host differ");
    }
    CharSequence named = authority.isEmpty() ? host : authority;
    if (!named.isEmpty()) {
      headers.add(HOST, named);
    }
    if (!cookies.isEmpty()) {
      headers.add(COOKIE, cookies.toString());
    }
    if (isWebSocket()) {
      openWebSocket(endStream);
    } else {
      frame(endStream);
    }
    CharSequence path = pseudo.path();
    HttpRequest request = message(path.isEmpty() ? "/" : path.toString());
    if (pseudo.method().length() + path.length() > maxLine) {
      request.setDecoderResult(DecoderResult.failure(new TooLongHttpLineException()));
    }
    return request;
  }

  private boolean isWebSocket() {
    return WEBSOCKET.contentEquals(pseudo.protocol());
  }

  /** Becomes the upgrade that HTTP/1.1 has for it (RFC 8441 section 5). */
  private void openWebSocket(boolean endStream) throws MalformedFields {
    if (endStream || headers.contains(CONTENT_LENGTH)) {
      throw new MalformedFields("A WebSocket without a stream of its own");
    }
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    headers.add(CONNECTION, UPGRADE);
    headers.add(UPGRADE, WEBSOCKET);
    headers.set(SEC_WEBSOCKET_KEY, Base64.getEncoder().encodeToString(key));
  }

  private void frame(boolean endStream) throws MalformedFields {
    boolean measured = headers.contains(CONTENT_LENGTH);
    if (!endStream && !measured) {
      headers.add(TRANSFER_ENCODING, CHUNKED);
    }
    if (endStream && measured && !isZero(headers.get(CONTENT_LENGTH))) {
      throw new MalformedFields("content-length without a body");
    }
  }

  private static boolean isZero(CharSequence length) {
    for (int i = 0; i < length.length(); i++) {
      if (length.charAt(i) != '0') {
        return false;
      }
    }
    return !length.isEmpty();
  }

  private HttpRequest message(String path) {
    HttpMethod method =
        isWebSocket() ? HttpMethod.GET : HttpMethod.valueOf(pseudo.method().toString());
    return new DefaultHttpRequest(RequestHead.HTTP_2, method, path, headers);
  }

  private HttpRequest refused(MalformedFields why) {
    headers.clear();
    CharSequence named = pseudo.authority().isEmpty() ? host : pseudo.authority();
    headers.add(HOST, named);
    String method = FieldRules.isToken(pseudo.method()) ? pseudo.method().toString() : "-";
    String path = pseudo.path().toString().replace(" ", "%20");
    HttpRequest request =
        new DefaultHttpRequest(RequestHead.HTTP_2, new HttpMethod(method), path, headers);
    request.setDecoderResult(DecoderResult.failure(why));
    return request;
  }

  /**
   * The fields that follow a body.
   *
   * @throws MalformedFields if one of them must not
   */
  public static HttpHeaders readTrailers(Http2Headers fields) throws MalformedFields {
    HttpHeaders trailers =
        DefaultHttpHeadersFactory.trailersFactory().withValidation(false).newHeaders();
    for (Entry<CharSequence, CharSequence> field : fields) {
      FieldRules.check(field.getKey(), field.getValue());
      trailers.add(field.getKey(), field.getValue());
    }
    return trailers;
  }
}
