package paas.router.http.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.h2.ForwardedHead;
import paas.router.http.h2.FrameSink;
import paas.router.http.h2.MalformedFields;
import paas.router.http.h2.RequestFields;
import paas.router.http.h2.ResponseFields;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Framing;
import paas.router.http.message.RequestHead;
import paas.router.http.message.ResponseHead;
import paas.router.http.message.WebSocketAccept;

/**
 * One exchange on an HTTP/2 connection to an instance: one stream, which ends with its response.
 *
 * <p>Each response that it passes on is as long as it says, and has no body where there must be
 * none: an HTTP/1.1 client would take the difference for the next response.
 */
final class InstanceStream extends ChannelInboundHandlerAdapter implements Upstream, FrameSink {
  private static final Logger log = LoggerFactory.getLogger(InstanceStream.class);

  private final Worker worker;
  private final InstanceSession session;
  private final boolean shared;
  private final BodyLength length = new BodyLength();
  private @Nullable Http2StreamChannel channel;
  private @Nullable Exchange exchange;
  private @Nullable ChannelFuture sent;
  private boolean counted;
  private boolean headSeen;
  private boolean answered;
  private boolean ended;
  private boolean unprocessed;
  private boolean tunnel;

  /**
   * @param shared whether the connection carried an exchange before, and may have died since
   */
  InstanceStream(Worker worker, InstanceSession session, boolean shared) {
    this.worker = worker;
    this.session = session;
    this.shared = shared;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = (Http2StreamChannel) ctx.channel();
    // A body that comes too late for the instance must not take what it answered with it.
    channel.config().setAutoClose(false);
  }

  boolean isOpen() {
    return channel != null && channel.isActive();
  }

  private Http2StreamChannel channel() {
    if (channel == null) {
      throw new IllegalStateException("The stream was never opened");
    }
    return channel;
  }

  @Override
  public void begin(Exchange next, Forwarding forwarding) {
    exchange = next;
    RequestHead head = forwarding.head();
    counted = true;
    session.began();
    boolean ends = head.framing() == Framing.NONE && !head.wantsUpgrade();
    var fields = ForwardedHead.of(forwarding, worker.now().toEpochMilli());
    refuseIfTooLong(writeHeaders(fields, ends));
  }

  /** The instance was sent nothing then, and would wait for it. */
  private void refuseIfTooLong(ChannelFuture written) {
    if (written.cause() instanceof Http2Exception.HeaderListSizeException && exchange != null) {
      exchange.fail(Failure.HEADER_TOO_LONG);
    }
  }

  @Override
  public void content(Framing framing, HttpContent content) {
    boolean trails = content instanceof LastHttpContent end && !end.trailingHeaders().isEmpty();
    ChannelFuture last = StreamBody.write(this, content);
    sent = last == null ? sent : last;
    if (last != null && trails) {
      // Trailers wait for the window behind the body.
      last.addListener(_ -> refuseIfTooLong(last));
    }
  }

  @Override
  public void tunnelled(ByteBuf data) {
    writeData(data, false);
  }

  @Override
  public ChannelFuture writeHeaders(Http2Headers fields, boolean endOfStream) {
    return channel().write(new DefaultHttp2HeadersFrame(fields, endOfStream));
  }

  @Override
  public ChannelFuture writeData(ByteBuf data, boolean endOfStream) {
    return channel().write(new DefaultHttp2DataFrame(data, endOfStream));
  }

  @Override
  public void flush() {
    channel().flush();
  }

  @Override
  public boolean isWritable() {
    return channel().isWritable();
  }

  @Override
  public void pauseReading() {
    channel().config().setAutoRead(false);
  }

  @Override
  public void resumeReading() {
    channel().config().setAutoRead(true);
  }

  @Override
  public void becomeTunnel() {
    tunnel = true;
  }

  /** It waits for the instance's window, as what was written before. */
  @Override
  public void endTunnel() {
    writeData(Unpooled.EMPTY_BUFFER, true);
    flush();
  }

  /** The stream counts until it is closed, so that the connection stays for it. */
  @Override
  public void leaveTunnel(boolean ended) {
    exchange = null;
    if (!ended) {
      endTunnel();
    }
    AbandonedTunnel.install(worker, channel(), this::drop);
  }

  @Override
  public boolean mayRefuse() {
    return !answered;
  }

  @Override
  public boolean neverLooked() {
    return unprocessed;
  }

  /** What the instance says it never looked at may go elsewhere whatever it is. */
  @Override
  public boolean mayRepeat(RequestHead head) {
    return !answered && head.isWhole() && (unprocessed || (shared && head.isRepeatable()));
  }

  /**
   * The stream is over on both sides, unless the instance answered without taking the body: what
   * its window holds back would wait for it for as long as the connection lasts.
   */
  @Override
  public void settle(ResponseHead response) {
    if (sent != null && !sent.isDone()) {
      channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
    }
    leave();
    channel().close();
  }

  /** What is not over yet is cancelled. */
  @Override
  public void drop() {
    leave();
    session.dropped();
    channel().close();
  }

  @Override
  public void neverUsed() {
    channel().close();
  }

  private void leave() {
    exchange = null;
    if (counted) {
      counted = false;
      session.ended();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Exchange current = exchange;
    switch (message) {
      case Http2DataFrame data when current != null -> onData(current, data);
      case Http2HeadersFrame headers when current != null -> onHeaders(current, headers);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void onHeaders(Exchange current, Http2HeadersFrame frame) {
    answered = true;
    try {
      ResponseFields.requireSize(frame.headers(), worker.limits().heads().responseHeaders());
      if (tunnel) {
        tunnelEnded(current);
      } else if (headSeen) {
        var trailers = RequestFields.readTrailers(frame.headers());
        end(current, new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, trailers));
      } else {
        onHead(current, frame);
      }
    } catch (MalformedFields e) {
      log.debug("A response of {} is malformed", session.endpoint().endpoint(), e);
      fail(current, Failure.RESPONSE_RULES);
    }
  }

  private void onHead(Exchange current, Http2HeadersFrame frame) throws MalformedFields {
    RequestHead request = current.head();
    boolean toHead = request.isHead();
    HttpResponse response = ResponseFields.read(frame.headers(), frame.isEndStream(), toHead);
    int status = response.status().code();
    headSeen = status >= 200;
    if (request.wantsWebSocket() && status / 100 == 2 && !frame.isEndStream()) {
      current.responseHead(WebSocketAccept.answering(request, response));
      return;
    }
    length.expect(response, toHead || status < 200);
    current.responseHead(response);
    if (exchange == null) {
      return;
    }
    if (frame.isEndStream() && headSeen) {
      end(current, LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (!headSeen) {
      // As after every head.
      current.responseContent(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  private void onData(Exchange current, Http2DataFrame frame) {
    ByteBuf data = frame.content();
    if (tunnel) {
      current.tunnelToClient(data);
      if (frame.isEndStream()) {
        tunnelEnded(current);
      }
    } else if (!headSeen || !length.admits(data.readableBytes())) {
      data.release();
      fail(current, Failure.BAD_RESPONSE);
    } else if (frame.isEndStream()) {
      end(current, new DefaultLastHttpContent(data, EmptyHttpHeaders.INSTANCE));
    } else if (data.isReadable()) {
      current.responseContent(new DefaultHttpContent(data));
    } else {
      data.release();
    }
  }

  private void end(Exchange current, LastHttpContent last) {
    if (length.isMet()) {
      current.responseContent(last);
    } else {
      last.release();
      fail(current, Failure.BAD_RESPONSE);
    }
  }

  /** What came before goes out first: a client that gets nothing at all may ask once more. */
  private static void fail(Exchange current, Failure failure) {
    current.upstreamReadComplete();
    current.fail(failure);
  }

  private void tunnelEnded(Exchange current) {
    leave();
    current.upstreamClosed(this);
    channel().close();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.upstreamReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null && channel().isWritable()) {
      exchange.upstreamWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      // Its answer may wait here for the client, and counts (RFC 9113 section 8.1).
      case Http2ResetFrame reset when answered && reset.errorCode() == Http2Error.NO_ERROR.code() ->
          ended = true;
      case Http2ResetFrame reset -> {
        unprocessed |= reset.errorCode() == Http2Error.REFUSED_STREAM.code();
        gone();
      }
      case Http2GoAwayFrame _ -> {
        unprocessed = true;
        gone();
      }
      default -> {}
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    unprocessed |= session.neverReached(channel().stream().id());
    gone();
  }

  private void gone() {
    Exchange current = exchange;
    leave();
    // What waits for a client that is behind is of no use any more: a closed stream keeps it.
    resumeReading();
    if (current == null) {
      return;
    }
    current.upstreamReadComplete();
    // What breaks the connection behind the end of this stream is not its fault.
    if (session.isBroken() && !ended && !tunnel && !mayRepeat(current.head())) {
      current.fail(Failure.BAD_RESPONSE);
    } else {
      current.upstreamClosed(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Exchange current = exchange;
    if (cause instanceof IOException || current == null) {
      log.debug("A stream of {} failed", session.endpoint().endpoint(), cause);
      channel().close();
    } else if (cause instanceof Http2Exception broken) {
      log.debug("A response of {} broke the rules", session.endpoint().endpoint(), cause);
      boolean tooLong = broken instanceof Http2Exception.HeaderListSizeException;
      fail(current, tooLong ? Failure.RESPONSE_RULES : Failure.BAD_RESPONSE);
    } else {
      log.error("A response of {} failed in the router", session.endpoint().endpoint(), cause);
      current.fail(Failure.PLATFORM_ERROR);
    }
  }
}
