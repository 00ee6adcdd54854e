package paas.router.http.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.router.http.h2.ClientFrames;
import paas.router.http.h2.ClientStream;
import paas.router.http.h2.FloodGuard;
import paas.router.http.h2.Http2Limits;
import paas.router.http.h2.StreamListener;
import paas.router.http.message.ClientAddress;

/** One client's HTTP/2 connection: its streams, each a client of one exchange, and their waits. */
final class Http2Session extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger log = LoggerFactory.getLogger(Http2Session.class);

  private final Worker worker;
  private final Channel channel;
  private final boolean secure;
  private final ClientAddress address;
  private final FloodGuard guard;
  private final ClientFrames frames;
  private final BudgetShare share;
  private final HalfHead halfHead;
  private final List<Http2Stream> streams = new ArrayList<>();
  private boolean told;
  private boolean finishing;
  private boolean countsSoon;
  private int halfHeadNumber;
  private long halfHeadSince;
  private long since = System.nanoTime();
  private long held;
  private long uploading;
  private int position;

  Http2Session(Worker worker, Channel channel, boolean secure, ClientAddress address) {
    Http2Limits limits = worker.limits().http2();
    this.worker = worker;
    this.channel = channel;
    this.secure = secure;
    this.address = address;
    this.guard = new FloodGuard(limits, System::nanoTime);
    int ahead = worker.limits().buffers().response();
    this.frames = ClientFrames.of(limits, guard, this::accept, ahead, worker.windows());
    this.share = new BudgetShare(worker);
    this.halfHead = new HalfHead(worker);
  }

  /** The handler before this one. */
  ChannelHandler frames() {
    return frames;
  }

  private StreamListener accept(ClientStream opened) {
    Http2Stream stream = new Http2Stream(this, worker, opened, address);
    streams.add(stream);
    return stream;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    worker.opened(this);
    frames.raiseWindow();
    if (worker.turnsAway()) {
      channel.close();
    } else if (worker.isClosing()) {
      finishing = worker.isFinishing();
      retire();
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

  /** A stream is over. */
  void closed(Http2Stream stream) {
    streams.remove(stream);
    since = System.nanoTime();
    if (finishing && streams.isEmpty()) {
      leave();
    }
  }

  /** What the client sends from now on was never looked at, and may safely be sent elsewhere. */
  private void leave() {
    frames.goAway(false);
    channel.close();
  }

  /**
   * Part of a response was given to the client, or bytes of its tunnel to an instance: they were of
   * use, and may earn it some frames without.
   */
  void earned() {
    guard.earn();
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
   * Part of a request's body waits: where that is much it is not left for the next tick. But for
   * this round of the event loop, in which the codec would go on reading whatever is set.
   */
  void uploadWaits() {
    boolean much = frames.waiting() - uploading > worker.limits().buffers().request();
    if (much && !countsSoon) {
      countsSoon = true;
      channel
          .eventLoop()
          .execute(() -> {
            countsSoon = false;
            if (channel.isActive()) {
              accountUploads();
            }
          });
    }
  }

  /**
   * Request bodies that no instance takes count too; a window once given cannot be taken back, so
   * when the budget is spent the connection is not read until they are.
   */
  private void accountUploads() {
    long waiting = frames.waiting();
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
      } catch (RuntimeException | OutOfMemoryError e) {
        log.error("A request failed while its waits were checked", e);
        stream.abort();
      }
    }
    boolean isIdle = streams.isEmpty() && now - since > worker.clientIdleNanos();
    if (isIdle || dripsHead(now)) {
      channel.close();
    }
  }

  private boolean dripsHead(long now) {
    long atMost = worker.limits().drips().head().toNanos();
    return frames.halfHead() > 0
        && now - halfHeadSince > Math.min(worker.clientIdleNanos(), atMost);
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
    finishing = true;
    if (streams.isEmpty()) {
      leave();
    } else {
      retire();
    }
  }

  /**
   * Requests that the client sends before it hears of this are still served, also behind the last
   * of those that are here (RFC 9113 section 6.8): until the client closes, or {@link
   * #closeIfIdle}.
   */
  @Override
  public void retire() {
    if (!told) {
      told = true;
      frames.goAway(true);
    }
  }

  /** Many heads that do not end must not take the memory of all others. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (halfHeadNumber != frames.halfHeadNumber()) {
      halfHeadNumber = frames.halfHeadNumber();
      halfHeadSince = System.nanoTime();
    }
    if (channel.isActive() && !halfHead.holds(frames.halfHead())) {
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    worker.closed(this);
    account(-held);
    halfHead.end();
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
