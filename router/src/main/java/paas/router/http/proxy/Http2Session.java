package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.h2.FloodGuard;
import paas.router.http.h2.UploadWindow;
import paas.router.http.message.ClientAddress;

/** One client's HTTP/2 connection: its streams, each a client of one exchange, and their waits. */
final class Http2Session extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger log = LoggerFactory.getLogger(Http2Session.class);

  private final Worker worker;
  private final Channel channel;
  private final boolean secure;
  private final FloodGuard guard;
  private final UploadWindow uploads;
  private final BudgetShare share;
  private final List<Http2Stream> streams = new ArrayList<>();
  private @Nullable ClientAddress address;
  private boolean finishing;
  private boolean flushesSoon;
  private long since = System.nanoTime();
  private long held;
  private long uploading;
  private int position;

  Http2Session(
      Worker worker, Channel channel, boolean secure, FloodGuard guard, UploadWindow uploads) {
    this.worker = worker;
    this.channel = channel;
    this.secure = secure;
    this.guard = guard;
    this.uploads = uploads;
    this.share = new BudgetShare(worker);
  }

  /** The handler that makes a channel of each stream. */
  ChannelHandler multiplexer() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<Http2StreamChannel>() {
          @Override
          protected void initChannel(Http2StreamChannel stream) {
            accept(stream);
          }
        });
  }

  private void accept(Http2StreamChannel child) {
    if (address == null) {
      child.close();
      return;
    }
    Http2Stream stream = new Http2Stream(this, worker, child, address);
    streams.add(stream);
    child.pipeline().addLast(stream);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    address = Pipelines.addressOf(channel, worker, secure);
    if (address == null) {
      channel.close();
      return;
    }
    worker.opened(this);
    ctx.writeAndFlush(uploads.raiseTo(worker.limits().http2().connectionWindow()));
    if (worker.isCrowded()) {
      channel.close();
    }
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public void position(int index) {
    position = index;
  }

  boolean admits(String host) {
    return !secure || TlsEntrance.admits(channel, host);
  }

  @Nullable Presented presented() {
    return secure ? TlsEntrance.presented(channel) : null;
  }

  CharSequence strictTransport(String host) {
    return secure ? worker.tls().strictTransport(host) : "";
  }

  /** A stream's channel is closed. */
  void closed(Http2Stream stream) {
    streams.remove(stream);
    since = System.nanoTime();
    if (finishing && streams.isEmpty()) {
      channel.write(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      channel.close();
    }
  }

  /**
   * Part of a response was given to the client, or bytes of its tunnel to an instance: they were of
   * use, and may earn it some frames without.
   */
  void earned() {
    guard.earn();
  }

  /**
   * Sends on what was written, once for all streams that have something in this round of the event
   * loop: each flush is a record of TLS and a system call.
   */
  void flushSoon() {
    if (!flushesSoon) {
      flushesSoon = true;
      channel.eventLoop().execute(this::flush);
    }
  }

  private void flush() {
    flushesSoon = false;
    channel.flush();
  }

  /** One of the streams holds so much more. */
  void account(long difference) {
    held += difference;
    share.holds(held);
  }

  /** Whether what all clients together hold leaves room for more of this one's. */
  boolean hasRoom() {
    return share.hasRoom();
  }

  /**
   * Request bodies that no instance takes count too; a window once given cannot be taken back, so
   * when the budget is spent the connection is not read until they are.
   */
  private void accountUploads() {
    long waiting = uploads.waiting();
    account(waiting - uploading);
    uploading = waiting;
    boolean reads = waiting <= worker.limits().buffers().request() || hasRoom();
    if (channel.config().isAutoRead() != reads) {
      channel.config().setAutoRead(reads);
    }
  }

  @Override
  public void tick(long now) {
    accountUploads();
    // Each may take itself out, or end the connection with all others.
    for (Http2Stream stream : List.copyOf(streams)) {
      try {
        stream.tick(now);
      } catch (RuntimeException e) {
        log.error("A request failed while its waits were checked", e);
        stream.abort();
      }
    }
    if (streams.isEmpty() && now - since > worker.limits().waits().clientIdle().toNanos()) {
      channel.close();
    }
  }

  @Override
  public void count(Census census) {
    streams.forEach(stream -> stream.count(census));
  }

  @Override
  public void abort() {
    channel.close();
  }

  @Override
  public void closeIfIdle() {
    if (streams.isEmpty()) {
      channel.close();
    } else {
      retire();
    }
  }

  /** Streams that the client opened before it heard of this are still served. */
  @Override
  public void retire() {
    if (!finishing) {
      finishing = true;
      var goAway = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
      goAway.setExtraStreamIds(Integer.MAX_VALUE);
      channel.writeAndFlush(goAway);
    }
  }

  /** Frames about the connection as a whole; the codec has dealt with them. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (address != null) {
      worker.closed(this);
      account(-held);
    }
  }

  /** Breaches of the rules are answered by the codec, which closes with the error that they are. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("HTTP/2 connection of {} failed", address, cause);
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
      channel.close();
    }
  }
}
