package paas.router.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Decodes an app's responses, each when it was asked for, knowing which of them answer HEAD and
 * therefore have no body. Of a response that cannot be read the decoder result says why; nothing
 * that follows it is.
 */
public final class ResponseDecoder extends ByteToMessageDecoder {
  private static final int MAX_STATUS_LINE = 8 << 10;
  private static final AsciiString HTTP_1 = AsciiString.cached("HTTP/1.");

  /** The version, a blank and three digits. */
  private static final int CODE_END = 12;

  private final HeadLines lines;
  private final BodyReader body;
  private final FieldNames names;
  private boolean answersHead;
  private boolean expected;
  private boolean lineRead;
  private boolean broken;

  /**
   * @param maxFields the most bytes that all fields together may have
   * @param names those of the event loop
   */
  public ResponseDecoder(int maxFields, FieldNames names) {
    this.lines = new HeadLines(MAX_STATUS_LINE, maxFields);
    this.body = new BodyReader(maxFields, true, names);
    this.names = names;
  }

  /** From here on what comes is the answer to a request. */
  public void expectAnswer(boolean toHead) {
    answersHead = toHead;
    expected = true;
  }

  /** Bytes that no message has used yet. */
  public int leftover() {
    return actualReadableBytes();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (!expected) {
      refuse(in, out, new CorruptedFrameException("Nothing was asked"));
    } else if (body.isInside()) {
      body.read(in, out);
      broken = body.isBroken();
      expected = body.isInside() || broken;
    } else {
      decodeHead(in, out);
    }
  }

  private void decodeHead(ByteBuf in, List<Object> out) {
    switch (lines.scan(in)) {
      case MORE -> refuseEarly(in, out);
      case END -> begin(Head.of(lines, in, names), out);
      case LONG_LINE -> refuse(in, out, new TooLongHttpLineException("Status line"));
      case LONG_HEAD -> refuse(in, out, new TooLongHttpHeaderException("Response head"));
      case CONTROL -> refuse(in, out, new CorruptedFrameException("A control character"));
    }
  }

  /** What is no HTTP need not have lines that end a head. */
  private void refuseEarly(ByteBuf in, List<Object> out) {
    if (lines.count() > 0 && !lineRead) {
      lineRead = true;
      byte[] line = ByteBufUtil.getBytes(in, in.readerIndex(), lines.end(0));
      if (code(line, line.length) < 0) {
        refuse(in, out, new CorruptedFrameException("No status"));
      }
    }
  }

  private void refuse(ByteBuf in, List<Object> out, Exception why) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_0, HttpResponseStatus.BAD_GATEWAY);
    response.setDecoderResult(DecoderResult.failure(why));
    out.add(response);
    broken = true;
    in.skipBytes(in.readableBytes());
  }

  private void begin(Head head, List<Object> out) {
    lines.reset();
    lineRead = false;
    HttpResponse response = read(head);
    out.add(response);
    int status = response.status().code();
    boolean interim = status < 200 && status != 101;
    if (response.decoderResult().isFailure()) {
      broken = true;
    } else if (answersHead || status < 200 || status == 204 || status == 304) {
      expected = interim;
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (!head.hasSoundFraming(response.protocolVersion() == HttpVersion.HTTP_1_1)) {
      broken = true;
    } else {
      beginBody(head, out);
    }
  }

  private void beginBody(Head head, List<Object> out) {
    if (head.isChunked()) {
      body.beginChunks();
    } else if (!head.hasLength()) {
      body.beginUntilClose();
    } else if (head.bodyLength() > 0) {
      body.beginLength(head.bodyLength());
    } else {
      expected = false;
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private static HttpResponse read(Head head) {
    int code = code(head.bytes(), head.firstEnd());
    HttpResponse response =
        code < 0
            ? new DefaultHttpResponse(HttpVersion.HTTP_1_0, HttpResponseStatus.BAD_GATEWAY)
            : new DefaultHttpResponse(
                head.bytes()[HTTP_1.length()] == '1' ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
                status(head, code),
                head.fields());
    if (code < 0 || !head.isSound()) {
      response.setDecoderResult(DecoderResult.failure(new CorruptedFrameException("Unreadable")));
    }
    return response;
  }

  /**
   * Version 1.0 or 1.1, a blank, three digits, and a blank if there is more (RFC 9112 section 4);
   * -1 for anything else.
   */
  private static int code(byte[] bytes, int end) {
    if (end < CODE_END || (end > CODE_END && bytes[CODE_END] != ' ')) {
      return -1;
    }
    int version = HTTP_1.length();
    boolean spoken = new AsciiString(bytes, 0, version, false).contentEquals(HTTP_1);
    if (!spoken || bytes[version] < '0' || bytes[version] > '1' || bytes[version + 1] != ' ') {
      return -1;
    }
    int code = 0;
    for (int i = CODE_END - 3; i < CODE_END; i++) {
      if (!Bytes.isDigit(bytes[i])) {
        return -1;
      }
      code = code * 10 + bytes[i] - '0';
    }
    return code;
  }

  private static HttpResponseStatus status(Head head, int code) {
    HttpResponseStatus known = HttpResponseStatus.valueOf(code);
    int from = Math.min(CODE_END + 1, head.firstEnd());
    String reason = new String(head.bytes(), from, head.firstEnd() - from, ISO_8859_1);
    return reason.equals(known.reasonPhrase()) ? known : new HttpResponseStatus(code, reason);
  }

  /** A connection that breaks off ends no body. */
  public void breaksOff() {
    broken |= body.endsByClose();
  }

  /** The end of the connection is the end of a body that has no other, and of nothing else. */
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken || !expected) {
      return;
    }
    if (body.endsByClose()) {
      expected = false;
      out.add(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (!body.isInside() && in.isReadable()) {
      refuse(in, out, new PrematureChannelClosureException("In the middle of a response head"));
    }
  }
}
