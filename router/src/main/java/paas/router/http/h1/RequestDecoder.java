package paas.router.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request, then holds the bytes of the next until it is told to go on: pipelined
 * requests are answered in order, and what follows an upgrade is never taken for HTTP. At most one
 * read is held; then the socket is not read.
 *
 * <p>What two readers might take differently is refused (RFC 9112 sections 2.2, 3, 5, 6.3): its
 * decoder result says why, and all that follows on the connection is thrown away.
 */
public final class RequestDecoder extends ByteToMessageDecoder {
  /** Before a request, for clients that end a body with one too many (RFC 9112 section 2.2). */
  public static final int MAX_EMPTY_LINES = 2;

  private static final AsciiString HTTP_1 = AsciiString.cached(" HTTP/1.");
  private static final AsciiString GET = AsciiString.cached("GET");

  private final HeadLines lines;
  private final BodyReader body;
  private final FieldNames names;
  private @Nullable ChannelHandlerContext context;
  private int emptyLines;
  private boolean lineRead;
  private boolean broken;
  private boolean holding;
  private boolean decoding;

  /**
   * @param maxLine the longest request line in bytes
   * @param maxFields the same of all fields together
   * @param names those of the event loop
   */
  public RequestDecoder(int maxLine, int maxFields, FieldNames names) {
    this.lines = new HeadLines(maxLine, maxFields);
    this.body = new BodyReader(maxFields, false, names);
    this.names = names;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    decoding = true;
    try {
      super.channelRead(ctx, message);
    } finally {
      decoding = false;
    }
    if (holding && actualReadableBytes() > 0) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (!holding) {
      if (body.isInside()) {
        body.read(in, out);
        broken = body.isBroken();
      } else {
        decodeHead(in, out);
      }
      holding = !broken && !out.isEmpty() && out.getLast() instanceof LastHttpContent;
    }
  }

  /** What is here at the end of the connection is no request. */
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {}

  private void decodeHead(ByteBuf in, List<Object> out) {
    if (lines.length() == 0 && !skipEmptyLines(in, out)) {
      return;
    }
    switch (lines.scan(in)) {
      case MORE -> refuseEarly(in, out);
      case END -> begin(Head.of(lines, in, names), out);
      case LONG_LINE -> refuse(in, out, new TooLongHttpLineException("Request line"));
      case LONG_HEAD -> refuse(in, out, new TooLongHttpHeaderException("Request head"));
      case CONTROL -> refuse(in, out, new CorruptedFrameException("A control character"));
    }
  }

  /**
   * @return whether the first byte of a request is here
   */
  private boolean skipEmptyLines(ByteBuf in, List<Object> out) {
    while (in.isReadable()) {
      byte first = in.getByte(in.readerIndex());
      if (first != '\r') {
        return true;
      }
      if (in.readableBytes() == 1) {
        return false;
      }
      emptyLines++;
      if (emptyLines > MAX_EMPTY_LINES || in.getByte(in.readerIndex() + 1) != '\n') {
        refuse(in, out, new CorruptedFrameException("No request"));
        return false;
      }
      in.skipBytes(2);
    }
    return false;
  }

  /** Who speaks something else is told so without having to end a head. */
  private void refuseEarly(ByteBuf in, List<Object> out) {
    if (lines.count() > 0 && !lineRead) {
      lineRead = true;
      byte[] line = ByteBufUtil.getBytes(in, in.readerIndex(), lines.end(0));
      if (!isRequestLine(line, line.length)) {
        refuse(in, out, new CorruptedFrameException("Request line"));
      }
    }
  }

  /** What came of the head is shown, as it may tell whom the request was meant for. */
  private void refuse(ByteBuf in, List<Object> out, Exception why) {
    HttpRequest request = read(Head.of(lines, in, names));
    request.setDecoderResult(DecoderResult.failure(why));
    out.add(request);
    broken = true;
    in.skipBytes(in.readableBytes());
  }

  private void begin(Head head, List<Object> out) {
    lines.reset();
    lineRead = false;
    emptyLines = 0;
    HttpRequest request = read(head);
    out.add(request);
    if (request.decoderResult().isFailure()) {
      broken = true;
    } else if (head.isChunked()) {
      body.beginChunks();
    } else if (head.bodyLength() > 0) {
      body.beginLength(head.bodyLength());
    } else {
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private static HttpRequest read(Head head) {
    byte[] bytes = head.bytes();
    int end = head.firstEnd();
    if (!isRequestLine(bytes, end)) {
      HttpRequest request =
          new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/", head.fields());
      request.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Request line")));
      return request;
    }
    int methodEnd = Bytes.indexOf(bytes, 0, end, ' ');
    int targetEnd = end - HTTP_1.length() - 1;
    HttpVersion version = bytes[end - 1] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0;
    HttpRequest request =
        new DefaultHttpRequest(
            version,
            method(head.text(0, methodEnd)),
            new String(bytes, methodEnd + 1, targetEnd - methodEnd - 1, ISO_8859_1),
            head.fields());
    if (!head.isSound() || !head.hasSoundFraming(version == HttpVersion.HTTP_1_1)) {
      request.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Ambiguous")));
    }
    return request;
  }

  /** A method, one blank, a target, one blank, and version 1.0 or 1.1. */
  private static boolean isRequestLine(byte[] bytes, int end) {
    int methodEnd = Bytes.indexOf(bytes, 0, end, ' ');
    int targetEnd = end - HTTP_1.length() - 1;
    return Bytes.isToken(bytes, 0, methodEnd)
        && isTarget(bytes, methodEnd + 1, targetEnd)
        && new AsciiString(bytes, targetEnd, HTTP_1.length(), false).contentEquals(HTTP_1)
        && (bytes[end - 1] == '0' || bytes[end - 1] == '1');
  }

  /** One word: other readers might take any blank for the end of the target. */
  private static boolean isTarget(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Bytes.isBlank(bytes[i])) {
        return false;
      }
    }
    return from < to;
  }

  private static HttpMethod method(AsciiString name) {
    return name.contentEquals(GET) ? HttpMethod.GET : HttpMethod.valueOf(name.toString());
  }

  /** The super method would ask for more bytes, as it could make nothing of those that are held. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (holding) {
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  /** Goes on with the next request, of which some bytes may be here already. */
  public void resume() {
    holding = false;
    if (context == null) {
      return;
    }
    context.channel().config().setAutoRead(true);
    if (!decoding && actualReadableBytes() > 0) {
      try {
        channelRead(context, Unpooled.EMPTY_BUFFER);
        context.fireChannelReadComplete();
      } catch (Exception e) {
        context.fireExceptionCaught(e);
      }
    }
  }

  /** Bytes of memory of the part of a head that is here: of the buffer, however little is in it. */
  public int headMemory() {
    return isInsideHead() ? internalBuffer().capacity() : 0;
  }

  /** Whether a part of a request's head is here. */
  public boolean isInsideHead() {
    return actualReadableBytes() > 0;
  }
}
