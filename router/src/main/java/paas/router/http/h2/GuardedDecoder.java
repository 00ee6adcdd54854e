package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.List;

/**
 * Tells the guard of every frame that a client may send for nothing, and takes no further bytes
 * once the connection is told to end for an error.
 */
final class GuardedDecoder extends DecoratingHttp2ConnectionDecoder {
  private final FloodGuard guard;
  private boolean condemned;
  private final HalfHead halfHead = new HalfHead();

  GuardedDecoder(Http2ConnectionDecoder decoder, FloodGuard guard) {
    super(decoder);
    this.guard = guard;
    decoder
        .connection()
        .addListener(
            new Http2ConnectionAdapter() {
              @Override
              public void onGoAwaySent(int lastStream, long error, ByteBuf debugData) {
                condemned |= error != Http2Error.NO_ERROR.code();
              }
            });
  }

  /** The close waits until the GOAWAY is written; frames of that time would be answered by more. */
  @Override
  public void decodeFrame(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws Http2Exception {
    if (condemned) {
      in.skipBytes(in.readableBytes());
    } else {
      int from = in.readerIndex();
      try {
        super.decodeFrame(ctx, in, out);
      } finally {
        halfHead.read(in, from, in.readerIndex());
      }
    }
  }

  HalfHead halfHead() {
    return halfHead;
  }

  @Override
  public void frameListener(Http2FrameListener listener) {
    super.frameListener(new Counting(listener, guard));
  }

  private final class Counting extends Http2FrameListenerDecorator {
    private final FloodGuard guard;

    Counting(Http2FrameListener listener, FloodGuard guard) {
      super(listener);
      this.guard = guard;
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean endOfStream)
        throws Http2Exception {
      guard.earn();
      super.onHeadersRead(ctx, id, headers, padding, endOfStream);
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
        boolean endOfStream)
        throws Http2Exception {
      guard.earn();
      super.onHeadersRead(ctx, id, headers, dependency, weight, exclusive, padding, endOfStream);
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean endOfStream)
        throws Http2Exception {
      if (data.readableBytes() < FloodGuard.SMALL && !endOfStream) {
        guard.spend();
      }
      return super.onDataRead(ctx, id, data, padding, endOfStream);
    }

    @Override
    public void onPriorityRead(
        ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
        throws Http2Exception {
      guard.spend();
      super.onPriorityRead(ctx, id, dependency, weight, exclusive);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
        throws Http2Exception {
      guard.spend();
      super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
      guard.spend();
      super.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
      guard.spend();
      super.onPingAckRead(ctx, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment)
        throws Http2Exception {
      if (increment < FloodGuard.SMALL) {
        guard.spend();
      }
      super.onWindowUpdateRead(ctx, id, increment);
    }

    @Override
    public void onUnknownFrame(
        ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
        throws Http2Exception {
      guard.spend();
      // Not passed on: nobody here speaks of them.
    }
  }
}
