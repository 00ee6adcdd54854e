package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection: Netty reads, checks and writes its frames; what they say goes to the
 * stream that it concerns, without a channel for each (decision 0043).
 */
public final class ClientFrames extends Http2ConnectionHandler {
  /** Who takes the streams that a client opens. */
  @FunctionalInterface
  public interface Acceptor {
    StreamListener accept(ClientStream stream);
  }

  private final Acceptor acceptor;
  private final int mostAhead;
  private final Http2Connection.PropertyKey key = connection().newKey();
  private final List<ClientStream> reading = new ArrayList<>();
  private final LateFrames late;
  private final UploadWindows windows;
  private final GuardedDecoder guarded;
  private @Nullable ChannelHandlerContext context;
  private boolean flushesSoon;

  private ClientFrames(
      GuardedDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Builder builder) {
    super(decoder, encoder, settings);
    this.acceptor = builder.acceptor;
    this.mostAhead = builder.mostAhead;
    this.late = new LateFrames(builder.limits);
    this.guarded = decoder;
    this.windows = new UploadWindows(connection(), builder.limits, builder.reserve);
    Reader reader = new Reader();
    decoder.frameListener(reader);
    connection().addListener(reader);
  }

  /**
   * @param mostAhead bytes of a response that may wait for the client before it is not writable
   * @param reserve what windows may grow by, of all connections
   */
  public static ClientFrames of(
      Http2Limits limits,
      FloodGuard guard,
      Acceptor acceptor,
      int mostAhead,
      WindowReserve reserve) {
    return new Builder(limits, guard, acceptor, mostAhead, reserve).build();
  }

  private static final class Builder
      extends AbstractHttp2ConnectionHandlerBuilder<ClientFrames, Builder> {
    private final Http2Limits limits;
    private final FloodGuard guard;
    private final Acceptor acceptor;
    private final int mostAhead;
    private final WindowReserve reserve;

    Builder(
        Http2Limits limits,
        FloodGuard guard,
        Acceptor acceptor,
        int mostAhead,
        WindowReserve reserve) {
      this.limits = limits;
      this.guard = guard;
      this.acceptor = acceptor;
      this.mostAhead = mostAhead;
      this.reserve = reserve;
      int resetsIn = Math.toIntExact(limits.resetsIn().toSeconds());
      connection(plainConnection());
      initialSettings(settings(limits));
      validateHeaders(true);
      gracefulShutdownTimeoutMillis(0);
      decoderEnforceMaxConsecutiveEmptyDataFrames(limits.emptyData());
      decoderEnforceMaxRstFramesPerWindow(limits.resets(), resetsIn);
      encoderEnforceMaxRstFramesPerWindow(limits.resetsOfOurs(), resetsIn);
      autoAckSettingsFrame(false);
      decoderEnforceMaxSmallContinuationFrames(limits.smallContinuations());
    }

    /** Streams share it alike: the priorities of RFC 7540 are no more (RFC 9113 section 5.3). */
    private static Http2Connection plainConnection() {
      Http2Connection connection = new DefaultHttp2Connection(true);
      connection
          .remote()
          .flowController(
              new DefaultHttp2RemoteFlowController(
                  connection, new UniformStreamByteDistributor(connection)));
      return connection;
    }

    private static Http2Settings settings(Http2Limits limits) {
      return Http2Settings.defaultSettings()
          .maxConcurrentStreams(limits.streams())
          .connectProtocolEnabled(true)
          .initialWindowSize(limits.streamWindow())
          .maxHeaderListSize(limits.headerList());
    }

    @Override
    protected ClientFrames build() {
      return super.build();
    }

    @Override
    protected ClientFrames build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new ClientFrames(new GuardedDecoder(decoder, guard), encoder, settings, this);
    }
  }

  /** Puts what the codec read to the streams. */
  private final class Reader extends Http2EventAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
        throws Http2Exception {
      ClientStream stream = find(id);
      if (stream == null) {
        open(connection().stream(id)).headers(headers, end);
      } else {
        reads(stream);
        stream.headers(headers, end);
      }
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end)
        throws Http2Exception {
      onHeadersRead(ctx, id, headers, padding, end);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
      ClientStream stream = find(id);
      int window = data.readableBytes() + padding;
      if (stream == null) {
        return window;
      }
      reads(stream);
      stream.data(data.retain(), window, end);
      return 0;
    }

    private void reads(ClientStream stream) {
      if (reading.isEmpty() || reading.getLast() != stream) {
        reading.add(stream);
      }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      FieldTable.stayEmpty(settings);
      encoder().writeSettingsAck(ctx, newPromise());
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
      ClientStream stream = find(id);
      if (stream != null) {
        stream.takenBack();
      }
    }

    @Override
    public void onStreamClosed(Http2Stream closed) {
      ClientStream stream = closed.getProperty(key);
      if (stream != null) {
        stream.close();
      }
    }
  }

  private ClientStream open(Http2Stream stream) {
    ClientStream opened = new ClientStream(this, stream, acceptor);
    stream.setProperty(key, opened);
    return opened;
  }

  private @Nullable ClientStream find(int id) {
    Http2Stream stream = connection().stream(id);
    return stream == null ? null : stream.getProperty(key);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    FieldTable.empty(encoder());
    super.handlerAdded(ctx);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    for (int i = 0; i < reading.size(); i++) {
      reading.get(i).readComplete();
    }
    reading.clear();
    super.channelReadComplete(ctx);
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException breach) {
    int id = breach.streamId();
    ClientStream stream = find(id);
    if (stream != null) {
      if (!outbound) {
        stream.breach(breach);
      }
    } else if (outbound) {
      super.onStreamError(ctx, true, cause, breach);
    } else if (!late.drops(id)) {
      countAsOpened(id);
      late.expect(id, windows.limits().streamWindow());
      super.onStreamError(ctx, false, cause, breach);
    }
  }

  /**
   * A request that is refused unread, as one too many or malformed, has opened its stream
   * nevertheless: what is on its way for it is not for one that cannot be.
   */
  private void countAsOpened(int id) {
    Http2Connection.Endpoint<Http2RemoteFlowController> clients = connection().remote();
    if (clients.isValidStreamId(id) && !clients.mayHaveCreatedStream(id)) {
      int most = clients.maxActiveStreams();
      clients.maxActiveStreams(Integer.MAX_VALUE);
      try {
        clients.createStream(id, false);
      } catch (Http2Exception e) {
        // Behind a GOAWAY: frames of such streams are dropped anyhow.
      } finally {
        clients.maxActiveStreams(most);
      }
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception breach) {
    if (!outbound) {
      ctx.fireExceptionCaught(cause);
    }
    super.onConnectionError(ctx, outbound, cause, breach);
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("The connection has no channel yet");
    }
    return context;
  }

  ChannelPromise newPromise() {
    return context().newPromise();
  }

  int mostAhead() {
    return mostAhead;
  }

  /**
   * @param window bytes that may be on their way for it
   */
  void reset(Http2Stream stream, int window, Http2Error error) {
    late.expect(stream.id(), window);
    var _ = encoder().writeRstStream(context(), stream.id(), error.code(), newPromise());
  }

  BodyWindow windowOf(Http2Stream stream) {
    return new BodyWindow(windows, stream);
  }

  /** What changes a window, and whether the client is to be told soon. */
  @FunctionalInterface
  interface Change {
    boolean make() throws Http2Exception;
  }

  void setWindow(Change change) {
    try {
      if (change.make()) {
        flushSoon();
      }
    } catch (Http2Exception e) {
      onError(context(), true, e);
    }
  }

  /**
   * Sends on what was written, once for all streams that write in this round of the event loop:
   * each flush is a record of TLS and a system call.
   */
  void flushSoon() {
    if (!flushesSoon) {
      flushesSoon = true;
      context().executor().execute(this::flush);
    }
  }

  void flush() {
    flushesSoon = false;
    flush(context());
  }

  /** Lets all request bodies together be so many bytes ahead of their instances as they may. */
  public void raiseWindow() {
    setWindow(() -> {
      windows.raise();
      return false;
    });
    flush();
  }

  /** Bytes of a head that goes on in frames that have not come. */
  public int halfHead() {
    return guarded.halfHead().bytes();
  }

  /** Which one of the connection's that is. */
  public int halfHeadNumber() {
    return guarded.halfHead().number();
  }

  /** Bytes of request bodies that came and were not yet taken by an instance. */
  public long waiting() {
    return windows.waiting();
  }

  /**
   * Tells the client that the connection ends.
   *
   * @param soon whether the requests that it sends before it hears of this are still served
   */
  public void goAway(boolean soon) {
    int last = soon ? Integer.MAX_VALUE : connection().remote().lastStreamCreated();
    var _ =
        goAway(context(), last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, newPromise());
    flush();
  }
}
