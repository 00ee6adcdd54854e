package paas.router.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Headers;

/** Where the frames of one stream are written; they go out with the next flush. */
public interface FrameSink {
  /** Writes a head, or trailers. */
  ChannelFuture writeHeaders(Http2Headers fields, boolean endOfStream);

  /** Writes a piece of body, and takes over its reference. */
  ChannelFuture writeData(ByteBuf data, boolean endOfStream);
}
