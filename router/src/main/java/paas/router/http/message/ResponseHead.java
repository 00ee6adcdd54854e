package paas.router.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map.Entry;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An app's response head, read in one pass, and the head that the client gets. A {@link
 * FullHttpResponse} ended with its head, as can be in HTTP/2.
 */
public final class ResponseHead {
  private static final AsciiString UPGRADE = AsciiString.cached("Upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("Connection");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("Keep-Alive");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString CLOSE = AsciiString.cached("close");
  private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
  static final AsciiString STRICT_TRANSPORT = AsciiString.cached("Strict-Transport-Security");
  private static final String TIMEOUT = "timeout=";

  private final HttpResponse response;
  private final RequestHead request;
  private final ConnectionOptions connection = new ConnectionOptions();
  private CharSequence length = "";
  private CharSequence coding = "";
  private CharSequence upgrade = "";
  private CharSequence keepAlive = "";
  private int lengths;
  private int codings;
  private boolean strictTransport;

  public ResponseHead(HttpResponse response, RequestHead request) {
    this.response = response;
    this.request = request;
    Iterator<Entry<CharSequence, CharSequence>> fields = response.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      readField(field.getKey(), field.getValue());
    }
  }

  private void readField(CharSequence name, CharSequence value) {
    switch (name.length()) {
      case 7 -> upgrade = Fields.is(name, UPGRADE) ? value : upgrade;
      case 10 -> {
        if (Fields.is(name, CONNECTION)) {
          connection.add(value);
        } else if (Fields.is(name, KEEP_ALIVE)) {
          keepAlive = value;
        }
      }
      case 14 -> {
        if (Fields.is(name, CONTENT_LENGTH)) {
          length = value;
          lengths++;
        }
      }
      case 17 -> {
        if (Fields.is(name, TRANSFER_ENCODING)) {
          coding = value;
          codings++;
        }
      }
      case 25 -> strictTransport |= Fields.is(name, STRICT_TRANSPORT);
      default -> {}
    }
  }

  public int status() {
    return response.status().code();
  }

  /** Why the response is not passed on; null when it is. */
  public @Nullable Failure failure() {
    if (!hasSoundFraming()) {
      return Failure.RESPONSE_RULES;
    }
    if (response.decoderResult().isFailure()) {
      return failureOf(response.decoderResult().cause());
    }
    return hasSoundStatus() ? null : Failure.RESPONSE_RULES;
  }

  private static Failure failureOf(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _, TooLongHttpHeaderException _ -> Failure.RESPONSE_RULES;
      case PrematureChannelClosureException _ -> Failure.NO_RESPONSE;
      default -> Failure.BAD_RESPONSE;
    };
  }

  /**
   * Whether the status is one (RFC 9110 section 15). A good answer to what was to be a WebSocket
   * would tell an HTTP/2 client that it is one.
   */
  private boolean hasSoundStatus() {
    if (request.isHttp2() && request.wantsUpgrade() && status() / 100 == 2) {
      return false;
    }
    return status() >= 100 && status() <= 599;
  }

  /**
   * Whether all readers agree on where the body ends: by one length, or by the one transfer coding
   * that is understood, chunked (RFC 9112 section 6.3).
   */
  private boolean hasSoundFraming() {
    boolean http11 = response.protocolVersion().equals(HttpVersion.HTTP_1_1);
    boolean chunked = http11 && AsciiString.contentEqualsIgnoreCase(coding, "chunked");
    return lengths + codings <= 1
        && (codings == 0 || chunked)
        && (lengths == 0 || ContentLength.isSound(length));
  }

  private boolean hasNoBody() {
    int status = status();
    boolean whole = response instanceof FullHttpResponse;
    return whole || request.isHead() || status < 200 || status == 204 || status == 304;
  }

  /** How the end of the body is told to the client. */
  public Framing framing() {
    if (hasNoBody()) {
      return Framing.NONE;
    }
    if (coding.isEmpty() && !length.isEmpty()) {
      return Framing.LENGTH;
    }
    return request.isHttp10() ? Framing.CLOSE : Framing.CHUNKED;
  }

  /** Whether the app's connection serves for another request after this one. */
  public boolean keepsAlive() {
    boolean delimited = hasNoBody() || !coding.isEmpty() || !length.isEmpty();
    boolean http11 = response.protocolVersion().equals(HttpVersion.HTTP_1_1);
    return delimited && !connection.close() && (http11 || connection.keepAlive());
  }

  /**
   * Seconds after which the app closes an idle connection, if it says so; else {@link
   * Integer#MAX_VALUE}.
   */
  public int keepAliveSeconds() {
    int at = AsciiString.indexOfIgnoreCaseAscii(keepAlive, TIMEOUT, 0);
    if (at < 0) {
      return Integer.MAX_VALUE;
    }
    int seconds = 0;
    for (int i = at + TIMEOUT.length(); i < keepAlive.length() && seconds < 1_000_000; i++) {
      int digit = keepAlive.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      seconds = seconds * 10 + digit;
    }
    return seconds;
  }

  /**
   * Writes the head that the client gets, and whether the connection stays open after it.
   *
   * @param field a header line of the router's own; empty for none
   * @param strict the value of {@code Strict-Transport-Security} unless the app sets its own; empty
   *     for none
   */
  public void write(ByteBuf out, String field, boolean close, CharSequence strict) {
    writeStatusAndFields(out);
    if (!field.isEmpty()) {
      Fields.write(out, field);
      Fields.endLine(out);
    }
    if (!strict.isEmpty() && !strictTransport) {
      Fields.write(out, STRICT_TRANSPORT, strict);
    }
    if (framing() == Framing.CHUNKED) {
      Fields.write(out, TRANSFER_ENCODING, CHUNKED);
    } else if (tellsLength()) {
      Fields.write(out, CONTENT_LENGTH, length);
    }
    if (close) {
      Fields.write(out, CONNECTION, CLOSE);
    } else if (request.isHttp10()) {
      Fields.write(out, CONNECTION, KEEP_ALIVE);
    }
    Fields.endLine(out);
  }

  private boolean tellsLength() {
    return !length.isEmpty() && coding.isEmpty() && status() != 204 && status() >= 200;
  }

  /**
   * Gives each field that the client gets to whoever writes it in another version of HTTP.
   *
   * @param strict as for {@link #write}
   */
  public void forEachField(CharSequence strict, BiConsumer<CharSequence, CharSequence> to) {
    if (!strict.isEmpty() && !strictTransport) {
      to.accept(STRICT_TRANSPORT, strict);
    }
    Iterator<Entry<CharSequence, CharSequence>> fields = response.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      if (!Fields.endsHere(name) && !connection.names(name)) {
        to.accept(name, field.getValue());
      }
    }
    if (tellsLength()) {
      to.accept(CONTENT_LENGTH, length);
    }
  }

  /** Writes an interim answer (1xx), which ends no exchange. */
  public void writeInterim(ByteBuf out) {
    writeStatusAndFields(out);
    Fields.endLine(out);
  }

  /**
   * Writes the answer that turns the connection into a tunnel.
   *
   * @param field as for {@link #write}
   */
  public void writeSwitch(ByteBuf out, String field) {
    writeStatusAndFields(out);
    if (!field.isEmpty()) {
      Fields.write(out, field);
      Fields.endLine(out);
    }
    Fields.write(out, CONNECTION, UPGRADE);
    Fields.write(out, UPGRADE, upgrade.isEmpty() ? request.upgrade() : upgrade);
    Fields.endLine(out);
  }

  private void writeStatusAndFields(ByteBuf out) {
    Fields.write(out, VERSION);
    Fields.write(out, response.status().codeAsText());
    out.writeByte(' ');
    Fields.write(out, response.status().reasonPhrase());
    Fields.endLine(out);
    Iterator<Entry<CharSequence, CharSequence>> fields = response.headers().iteratorCharSequence();
    while (fields.hasNext()) {
      Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      if (!Fields.endsHere(name) && !connection.names(name)) {
        Fields.write(out, name, field.getValue());
      }
    }
  }
}
