package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/** Builds the frame codecs of connections, with all limits in place, and the guard for clients'. */
public final class Http2Codec extends Http2FrameCodecBuilder {
  private final @Nullable FloodGuard guard;

  private Http2Codec(@Nullable FloodGuard guard) {
    this.guard = guard;
  }

  public static Http2FrameCodec forServer(Http2Limits limits, FloodGuard guard) {
    int resetsIn = Math.toIntExact(limits.resetsIn().toSeconds());
    return new Http2Codec(guard)
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(limits.streams())
                .connectProtocolEnabled(true)
                .initialWindowSize(limits.streamWindow())
                .maxHeaderListSize(limits.headerList()))
        .validateHeaders(true)
        .gracefulShutdownTimeoutMillis(0)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(limits.emptyData())
        .decoderEnforceMaxRstFramesPerWindow(limits.resets(), resetsIn)
        .encoderEnforceMaxRstFramesPerWindow(limits.resetsOfOurs(), resetsIn)
        .decoderEnforceMaxSmallContinuationFrames(limits.smallContinuations())
        .build();
  }

  @Override
  protected Http2FrameCodec build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    return super.build(
        guard == null ? decoder : new GuardedDecoder(decoder, guard), encoder, settings);
  }

  /**
   * For a connection to an instance, on which the router is the client.
   *
   * @param headerList bytes that all fields of a response may have, each with 32 on top
   */
  public static Http2FrameCodec forInstance(Http2Limits limits, int headerList) {
    Http2Codec builder = new Http2Codec(null);
    builder.server(false);
    return builder
        .initialSettings(
            Http2Settings.defaultSettings()
                .pushEnabled(false)
                .initialWindowSize(limits.instanceWindow())
                .maxHeaderListSize(headerList))
        .validateHeaders(true)
        .gracefulShutdownTimeoutMillis(0)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(limits.emptyData())
        .decoderEnforceMaxSmallContinuationFrames(limits.smallContinuations())
        .build();
  }
}
