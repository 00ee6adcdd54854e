package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import paas.router.http.h2.ClientStream;
import paas.router.http.message.Courtesy;
import paas.router.http.message.ErrorPage;
import paas.router.http.message.Failure;
import paas.router.http.message.Framing;
import paas.router.http.message.Grpc;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;

/** Writes one response as the frames of one stream. */
final class Http2Writer implements ResponseWriter {
  private static final AsciiString LOCATION = AsciiString.cached("location");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
  private static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
  private static final AsciiString CACHE_CONTROL = AsciiString.cached("cache-control");
  private static final AsciiString SEC_WEBSOCKET_ACCEPT =
      AsciiString.cached("sec-websocket-accept");
  private static final AsciiString STRICT_TRANSPORT =
      AsciiString.cached("strict-transport-security");
  private static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
  private static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");
  private static final AsciiString NO_STORE = AsciiString.cached("no-store");

  private final ClientStream stream;
  private @Nullable Http2Error breach;
  private @Nullable ChannelFuture last;
  private boolean ended;

  Http2Writer(ClientStream stream) {
    this.stream = stream;
  }

  /** The client broke the rules: what would be an answer of the router's own is this error. */
  void breach(Http2Error error) {
    breach = error;
  }

  @Override
  public void interim(ResponseHead head) {
    stream.writeHeaders(fields(head, head.status(), ""), false);
    stream.flushSoon();
  }

  @Override
  public void head(ResponseHead head, String field, CharSequence strict, boolean close) {
    ended = head.framing() == Framing.NONE;
    Http2Headers fields = fields(head, head.status(), strict);
    add(fields, field);
    last = stream.writeHeaders(fields, ended);
  }

  /** A whole header line, or nothing. */
  private static void add(Http2Headers fields, String line) {
    int colon = line.indexOf(':');
    if (colon > 0) {
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.add(name, line.substring(colon + 1).strip());
    }
  }

  @Override
  public void switched(ResponseHead head, String field) {
    Http2Headers fields = fields(head, HttpResponseStatus.OK.code(), "");
    // Answers the key, which the client did not send (RFC 8441 section 5).
    fields.remove(SEC_WEBSOCKET_ACCEPT);
    add(fields, field);
    last = stream.writeHeaders(fields, false);
    stream.flushSoon();
  }

  private static Http2Headers fields(ResponseHead head, int status, CharSequence strict) {
    Http2Headers fields = status(status);
    head.forEachField(
        strict, (name, value) -> fields.add(AsciiString.of(name).toLowerCase(), value));
    return fields;
  }

  private static Http2Headers status(int code) {
    return new DefaultHttp2Headers(false).status(HttpResponseStatus.valueOf(code).codeAsText());
  }

  @Override
  public int content(Framing framing, HttpContent content) {
    int size = content.content().readableBytes();
    if (ended) {
      content.release();
      return 0;
    }
    ended = content instanceof LastHttpContent;
    ChannelFuture written = StreamBody.write(stream, content);
    last = written == null ? last : written;
    return size;
  }

  @Override
  public void tunnelled(ByteBuf data) {
    last = stream.writeData(data, false);
  }

  @Override
  public int page(Failure failure, RequestHead request, Courtesy courtesy, boolean close) {
    if (breach != null) {
      reset(breach);
      return 0;
    }
    if (Grpc.isCall(request) && !failure.isRedirect()) {
      return endCall(failure, courtesy);
    }
    ErrorPage.Body body = ErrorPage.body(failure, request, courtesy);
    Http2Headers fields = status(failure.status()).add(CACHE_CONTROL, NO_STORE);
    add(fields, courtesy.field());
    if (!courtesy.strict().isEmpty()) {
      fields.add(STRICT_TRANSPORT, courtesy.strict());
    }
    return whole(fields, body, request.isHead());
  }

  /** The call ends with its head, in the terms of gRPC ("Trailers-Only"). */
  private int endCall(Failure failure, Courtesy courtesy) {
    ended = true;
    Http2Headers fields = status(HttpResponseStatus.OK.code()).add(CONTENT_TYPE, Grpc.CONTENT_TYPE);
    last = stream.writeHeaders(tell(fields, failure, courtesy), true);
    stream.flushSoon();
    return 0;
  }

  private static Http2Headers tell(Http2Headers fields, Failure failure, Courtesy courtesy) {
    return fields
        .add(GRPC_STATUS, Grpc.statusOf(failure))
        .add(GRPC_MESSAGE, Grpc.messageOf(failure, courtesy.requestId()));
  }

  /** Streams have an end of their own. */
  @Override
  public void endByReset() {}

  /**
   * A reset would drop the messages that wait for the client, and is INTERNAL to it: an error of
   * the server's, which nobody tries again.
   */
  @Override
  public boolean breakOff(Failure failure, RequestHead request, Courtesy courtesy) {
    if (ended || breach != null || !Grpc.isCall(request)) {
      return false;
    }
    ended = true;
    last = stream.writeHeaders(tell(new DefaultHttp2Headers(false), failure, courtesy), true);
    stream.flushSoon();
    return true;
  }

  @Override
  public int reply(Reply reply, boolean forHead, boolean close) {
    Http2Headers fields = status(reply.status());
    if (!reply.location().isEmpty()) {
      fields.add(LOCATION, reply.location());
    }
    byte[] body = reply.body().getBytes(StandardCharsets.ISO_8859_1);
    return whole(fields, new ErrorPage.Body("text/plain; charset=utf-8", body), forHead);
  }

  private int whole(Http2Headers fields, ErrorPage.Body body, boolean forHead) {
    ended = true;
    int length = body.bytes().length;
    fields.add(CONTENT_TYPE, body.type()).add(CONTENT_LENGTH, Integer.toString(length));
    last = stream.writeHeaders(fields, forHead);
    if (!forHead) {
      last = stream.writeData(Unpooled.wrappedBuffer(body.bytes()), true);
    }
    stream.flushSoon();
    return forHead ? 0 : length;
  }

  /** Ends the stream behind what was written. */
  void end() {
    if (ended) {
      return;
    }
    ended = true;
    last = stream.writeData(Unpooled.EMPTY_BUFFER, true);
    stream.flushSoon();
  }

  /** Runs the task when nothing that was written waits any more, which may be at once. */
  void whenWritten(Runnable task) {
    if (last == null) {
      task.run();
    } else {
      last.addListener(_ -> task.run());
    }
  }

  /** Ends the stream at once; a breach of the client's is named instead of the error given. */
  void reset(Http2Error error) {
    stream.reset(breach == null ? error : breach);
  }
}
