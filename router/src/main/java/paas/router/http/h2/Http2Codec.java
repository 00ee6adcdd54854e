package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Builds the frame codec of a server's connection, with all limits and the guard in place. */
public final class Http2Codec extends Http2FrameCodecBuilder {
  private final FloodGuard guard;

  private Http2Codec(FloodGuard guard) {
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
    return super.build(new GuardedDecoder(decoder, guard), encoder, settings);
  }
}
