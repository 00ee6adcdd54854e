package paas.router.http.message;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** Header fields: which belong to one hop only, and how one is written. */
final class Fields {
  private static final AsciiString TE = AsciiString.cached("te");
  private static final AsciiString TRAILER = AsciiString.cached("trailer");
  private static final AsciiString UPGRADE = AsciiString.cached("upgrade");
  private static final AsciiString CONNECTION = AsciiString.cached("connection");
  private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final AsciiString PROXY_AUTHENTICATE = AsciiString.cached("proxy-authenticate");
  private static final AsciiString PROXY_AUTHORIZATION = AsciiString.cached("proxy-authorization");

  /** Stands for the values of a field that came several times, until somebody asks for them. */
  private static final AsciiString SEVERAL = AsciiString.cached("several");

  private Fields() {}

  /** What is known of a field when another value of it comes. */
  static CharSequence more(CharSequence former, CharSequence value) {
    return former.isEmpty() ? value : SEVERAL;
  }

  /** All values of a field of which {@code known} is what {@link #more} made of them. */
  static CharSequence joined(CharSequence known, AsciiString name, HttpHeaders headers) {
    return known == SEVERAL ? String.join(", ", headers.getAll(name)) : known;
  }

  static boolean is(CharSequence name, AsciiString expected) {
    return expected.contentEqualsIgnoreCase(name);
  }

  /**
   * With underscores for dashes too: CGI and WSGI apps cannot tell the two apart (RFC 3875 section
   * 4.1.18).
   */
  static boolean isLike(CharSequence name, AsciiString expected) {
    if (name.length() != expected.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      char c = name.charAt(i);
      if (AsciiString.toLowerCase(c == '_' ? '-' : c)
          != AsciiString.toLowerCase(expected.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a field ends here: hop-by-hop by its name, or about the framing, which is written anew.
   * Told apart by length first, as most fields are neither.
   */
  static boolean endsHere(CharSequence name) {
    return switch (name.length()) {
      case 2 -> is(name, TE);
      case 7 -> is(name, TRAILER) || is(name, UPGRADE);
      case 10 -> is(name, CONNECTION) || isLike(name, KEEP_ALIVE);
      case 14 -> isLike(name, CONTENT_LENGTH) || isLike(name, HTTP2_SETTINGS);
      case 16 -> isLike(name, PROXY_CONNECTION);
      case 17 -> isLike(name, TRANSFER_ENCODING);
      case 18 -> isLike(name, PROXY_AUTHENTICATE);
      case 19 -> isLike(name, PROXY_AUTHORIZATION);
      default -> false;
    };
  }

  static void write(ByteBuf out, CharSequence name, CharSequence value) {
    write(out, name);
    out.writeShort(':' << 8 | ' ');
    write(out, value);
    endLine(out);
  }

  /** Writes text that came from, or is, Latin-1; nothing above it gets here. */
  static void write(ByteBuf out, CharSequence text) {
    if (text instanceof AsciiString ascii) {
      out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
    } else if (text instanceof String string && out.hasArray()) {
      copy(out, string);
    } else {
      out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }
  }

  /** The low byte of each character, which for Latin-1 is a copy of memory. */
  @SuppressWarnings("deprecation")
  private static void copy(ByteBuf out, String text) {
    int length = text.length();
    out.ensureWritable(length);
    text.getBytes(0, length, out.array(), out.arrayOffset() + out.writerIndex());
    out.writerIndex(out.writerIndex() + length);
  }

  static void endLine(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
  }
}
