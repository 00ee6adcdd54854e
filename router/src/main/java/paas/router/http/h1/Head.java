package paas.router.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The lines of one message that came whole, in one array: values are views of it. Reads the fields,
 * and what they say about the end of the body.
 */
final class Head {
  private static final AsciiString CHUNKED = AsciiString.cached("chunked");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString TRANSFER_ENCODING = AsciiString.cached("transfer-encoding");
  private static final int MAX_LENGTH_DIGITS = 18;

  private final byte[] bytes;
  private final int firstEnd;

  /** Names and values in turns, as {@link ReadOnlyHttpHeaders} has them. */
  private final CharSequence[] texts;

  private int used;
  private AsciiString length = AsciiString.EMPTY_STRING;
  private AsciiString coding = AsciiString.EMPTY_STRING;
  private int lengths;
  private int codings;
  private boolean sound = true;

  private Head(byte[] bytes, int firstEnd, int fields) {
    this.bytes = bytes;
    this.firstEnd = firstEnd;
    this.texts = new CharSequence[2 * fields];
  }

  /** Takes the lines that were found so far out of {@code in}; the first of them is no field. */
  static Head of(HeadLines lines, ByteBuf in, FieldNames names) {
    return read(lines, in, names, lines.count() == 0 ? 0 : 1);
  }

  /** The same of trailers, where all lines are fields. */
  static Head ofTrailers(HeadLines lines, ByteBuf in, FieldNames names) {
    return read(lines, in, names, 0);
  }

  private static Head read(HeadLines lines, ByteBuf in, FieldNames names, int firstField) {
    byte[] bytes = new byte[lines.length()];
    in.readBytes(bytes);
    int firstEnd = firstField == 0 ? 0 : lines.end(0);
    Head head = new Head(bytes, firstEnd, lines.count() - firstField);
    for (int i = firstField; i < lines.count(); i++) {
      head.readField(lines.begin(i), lines.end(i), names);
    }
    return head;
  }

  /** A name and at once a colon; what is no field is left out, and the head is not sound. */
  private void readField(int from, int to, FieldNames names) {
    int colon = Bytes.indexOf(bytes, from, to, ':');
    if (colon == to || !Bytes.isToken(bytes, from, colon)) {
      sound = false;
      return;
    }
    int start = colon + 1;
    int end = to;
    while (start < end && Bytes.isBlank(bytes[start])) {
      start++;
    }
    while (end > start && Bytes.isBlank(bytes[end - 1])) {
      end--;
    }
    AsciiString name = names.of(bytes, from, colon);
    AsciiString value = text(start, end);
    texts[used++] = name;
    texts[used++] = value;
    noteFraming(name, value);
  }

  private void noteFraming(AsciiString name, AsciiString value) {
    if (name.length() == CONTENT_LENGTH.length() && CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      length = value;
      lengths++;
    } else if (name.length() == TRANSFER_ENCODING.length()
        && TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
      coding = value;
      codings++;
    }
  }

  AsciiString text(int from, int to) {
    return from == to ? AsciiString.EMPTY_STRING : new AsciiString(bytes, from, to - from, false);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the first line ends. */
  int firstEnd() {
    return firstEnd;
  }

  /** In their order; read once from first to last, so no index is worth its making. */
  HttpHeaders fields() {
    return new ReadOnlyHttpHeaders(
        false, used == texts.length ? texts : Arrays.copyOf(texts, used));
  }

  /** Whether every line after the first is a field. */
  boolean isSound() {
    return sound;
  }

  /** Whether it tells of the end of the body in at most one way, which everyone understands. */
  boolean hasSoundFraming(boolean http11) {
    if (lengths + codings > 1) {
      return false;
    }
    return (codings == 0 || (http11 && isChunked())) && (lengths == 0 || isLength());
  }

  boolean isChunked() {
    return codings > 0 && CHUNKED.contentEqualsIgnoreCase(coding);
  }

  boolean hasLength() {
    return lengths > 0;
  }

  private boolean isLength() {
    for (int i = 0; i < length.length(); i++) {
      if (!Bytes.isDigit(length.byteAt(i))) {
        return false;
      }
    }
    return !length.isEmpty() && length.length() <= MAX_LENGTH_DIGITS;
  }

  /** The bytes of body that it announces, if the framing is sound. */
  long bodyLength() {
    return hasLength() ? length.parseLong() : 0;
  }
}
