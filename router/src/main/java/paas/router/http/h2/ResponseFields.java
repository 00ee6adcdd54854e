package paas.router.http.h2;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map.Entry;

/** Turns the fields of an app's HTTP/2 response into the head that HTTP/1.1 has for it. */
public final class ResponseFields {
  private static final AsciiString STATUS = AsciiString.cached(":status");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final String NO_STATUS = "No :status that HTTP/2 has";

  /** No status yet: there is none of this number. */
  private static final int NONE = 0;

  private static final int SWITCHING = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /** What each field counts for beside its bytes (RFC 9113 section 6.5.2). */
  private static final int FIELD = 32;

  private ResponseFields() {}

  /**
   * Refuses a head or trailers that the connection takes and the router does not.
   *
   * @throws MalformedFields if they have more bytes together than that
   */
  public static void requireSize(Http2Headers fields, int most) throws MalformedFields {
    long size = 0;
    for (Entry<CharSequence, CharSequence> field : fields) {
      size += FIELD + field.getKey().length() + field.getValue().length();
    }
    if (size > most) {
      throw new MalformedFields("Fields of %d bytes, more than %d".formatted(size, most));
    }
  }

  /**
   * The response that these fields mean; one that ended with its head is whole.
   *
   * @param toHead whether it answers HEAD, and so may tell of a body that does not follow
   * @throws MalformedFields if they break a rule (RFC 9113 section 8.3.2)
   */
  public static HttpResponse read(Http2Headers fields, boolean endStream, boolean toHead)
      throws MalformedFields {
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    int status = NONE;
    for (Entry<CharSequence, CharSequence> field : fields) {
      CharSequence name = field.getKey();
      if (STATUS.contentEquals(name) && status == NONE && headers.isEmpty()) {
        status = parse(field.getValue());
      } else {
        FieldRules.check(name, field.getValue());
        headers.add(name, field.getValue());
      }
    }
    if (status == NONE) {
      throw new MalformedFields(NO_STATUS);
    }
    HttpResponseStatus code = HttpResponseStatus.valueOf(status);
    if (!endStream) {
      return new DefaultHttpResponse(HttpVersion.HTTP_1_1, code, headers);
    }
    end(code.code(), headers, toHead);
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1,
        code,
        Unpooled.EMPTY_BUFFER,
        headers,
        DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
  }

  private static int parse(CharSequence status) throws MalformedFields {
    int code = 0;
    for (int i = 0; i < status.length(); i++) {
      char c = status.charAt(i);
      code = c >= '0' && c <= '9' && i < 3 ? code * 10 + c - '0' : 1_000;
    }
    if (status.length() != 3 || code < 100 || code > 599 || code == SWITCHING) {
      throw new MalformedFields(NO_STATUS);
    }
    return code;
  }

  /** What ends with its head has no body, and an HTTP/1.1 client must be told so. */
  private static void end(int code, HttpHeaders headers, boolean toHead) throws MalformedFields {
    if (code < 200) {
      throw new MalformedFields("An interim response ends the stream");
    }
    if (toHead || code == NO_CONTENT || code == NOT_MODIFIED) {
      return;
    }
    if (!headers.contains(CONTENT_LENGTH)) {
      headers.add(CONTENT_LENGTH, "0");
    } else if (!headers.getAll(CONTENT_LENGTH).equals(List.of("0"))) {
      throw new MalformedFields("A length without a body");
    }
  }
}
