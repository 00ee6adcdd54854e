package paas.router.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Reads the body of one message after another, in slices of the reads that brought it: of a length
 * that was announced, in chunks (RFC 9112 section 7.1), or up to the end of the connection.
 */
final class BodyReader {
  /** A chunk's size and its extensions, which nobody reads. */
  static final int MAX_SIZE_LINE = 256;

  private static final int MAX_SIZE_DIGITS = 16;

  private enum Part {
    NONE,
    LENGTH,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    UNTIL_CLOSE
  }

  private final HeadLines trailers;
  private final boolean paddedSizes;
  private final FieldNames names;
  private Part part = Part.NONE;
  private long left;
  private boolean broken;

  /**
   * @param maxTrailers bytes that the first trailer may have, and again all others together
   * @param paddedSizes whether blanks may follow a chunk's size, as old servers write it
   */
  BodyReader(int maxTrailers, boolean paddedSizes, FieldNames names) {
    this.trailers = new HeadLines(maxTrailers, maxTrailers);
    this.paddedSizes = paddedSizes;
    this.names = names;
  }

  /** A body of so many bytes follows, at least one. */
  void beginLength(long bytes) {
    part = Part.LENGTH;
    left = bytes;
  }

  void beginChunks() {
    part = Part.CHUNK_SIZE;
  }

  void beginUntilClose() {
    part = Part.UNTIL_CLOSE;
  }

  /** Whether there is a body whose end did not come. */
  boolean isInside() {
    return part != Part.NONE;
  }

  boolean endsByClose() {
    return part == Part.UNTIL_CLOSE;
  }

  /** Whether the body cannot be read: its last part said so. */
  boolean isBroken() {
    return broken;
  }

  /**
   * Takes what it can of {@code in}, and tells of it; to be called again while that is anything.
   */
  void read(ByteBuf in, List<Object> out) {
    switch (part) {
      case LENGTH -> readLength(in, out);
      case CHUNK_SIZE -> readSize(in, out);
      case CHUNK_DATA -> readChunk(in, out);
      case CHUNK_END -> readChunkEnd(in, out);
      case TRAILERS -> readTrailers(in, out);
      case UNTIL_CLOSE -> out.add(new DefaultHttpContent(in.readRetainedSlice(in.readableBytes())));
      case NONE -> throw new IllegalStateException("No body follows");
    }
  }

  private ByteBuf slice(ByteBuf in) {
    int size = (int) Math.min(left, in.readableBytes());
    left -= size;
    return in.readRetainedSlice(size);
  }

  private void readLength(ByteBuf in, List<Object> out) {
    ByteBuf slice = slice(in);
    if (left > 0) {
      out.add(new DefaultHttpContent(slice));
    } else {
      part = Part.NONE;
      out.add(new DefaultLastHttpContent(slice, EmptyHttpHeaders.INSTANCE));
    }
  }

  private void readSize(ByteBuf in, List<Object> out) {
    int from = in.readerIndex();
    int to = in.writerIndex();
    int end = Bytes.nextControlButTab(in, from, to);
    if (end - from > MAX_SIZE_LINE) {
      breakOff(in, out);
    } else if (end + 1 < to || (end < to && in.getByte(end) != '\r')) {
      if (!endsLine(in, end) || !isSize(in, from, end)) {
        breakOff(in, out);
        return;
      }
      in.readerIndex(end + 2);
      part = left == 0 ? Part.TRAILERS : Part.CHUNK_DATA;
    }
  }

  private static boolean endsLine(ByteBuf in, int at) {
    return in.getByte(at) == '\r' && at + 1 < in.writerIndex() && in.getByte(at + 1) == '\n';
  }

  /** Hexadecimal digits, and perhaps an extension; what follows it is of no interest. */
  private boolean isSize(ByteBuf in, int from, int end) {
    long size = 0;
    int at = from;
    for (int digit = hex(in, at, end);
        digit >= 0 && at - from < MAX_SIZE_DIGITS;
        digit = hex(in, at, end)) {
      size = size << 4 | digit;
      at++;
    }
    left = size;
    return at > from && size >= 0 && size <= Integer.MAX_VALUE && isExtension(in, at, end);
  }

  private static int hex(ByteBuf in, int at, int end) {
    return at < end && in.getByte(at) >= 0 ? Character.digit(in.getByte(at), 16) : -1;
  }

  /** What follows the size: nothing, or an extension of which every quote ends. */
  private boolean isExtension(ByteBuf in, int from, int end) {
    int at = from;
    while (at < end && Bytes.isBlank(in.getByte(at))) {
      at++;
    }
    if (at == end) {
      return at == from || paddedSizes;
    }
    boolean quoted = false;
    for (int i = at; i < end; i++) {
      byte b = in.getByte(i);
      if (quoted && b == '\\') {
        i++;
      } else if (b == '"') {
        quoted = !quoted;
      }
    }
    return in.getByte(at) == ';' && !quoted;
  }

  private void readChunk(ByteBuf in, List<Object> out) {
    out.add(new DefaultHttpContent(slice(in)));
    part = left == 0 ? Part.CHUNK_END : Part.CHUNK_DATA;
  }

  private void readChunkEnd(ByteBuf in, List<Object> out) {
    int at = in.readerIndex();
    if (in.getByte(at) != '\r') {
      breakOff(in, out);
    } else if (in.readableBytes() > 1) {
      if (in.getByte(at + 1) == '\n') {
        in.skipBytes(2);
        part = Part.CHUNK_SIZE;
      } else {
        breakOff(in, out);
      }
    }
  }

  private void readTrailers(ByteBuf in, List<Object> out) {
    switch (trailers.scan(in)) {
      case MORE -> {}
      case END -> {
        Head head = Head.ofTrailers(trailers, in, names);
        if (!head.isSound()) {
          breakOff(in, out);
          return;
        }
        part = Part.NONE;
        trailers.reset();
        HttpHeaders fields = head.fields();
        out.add(
            fields.isEmpty()
                ? LastHttpContent.EMPTY_LAST_CONTENT
                : new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, fields));
      }
      case LONG_LINE, LONG_HEAD, CONTROL -> breakOff(in, out);
    }
  }

  private void breakOff(ByteBuf in, List<Object> out) {
    broken = true;
    in.skipBytes(in.readableBytes());
    LastHttpContent last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    last.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Broken chunks")));
    out.add(last);
  }
}
