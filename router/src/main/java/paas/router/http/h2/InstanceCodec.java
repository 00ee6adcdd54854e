package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Builds the codec of a connection to an instance, on which the router is the client. */
public final class InstanceCodec extends Http2FrameCodecBuilder {
  private InstanceCodec() {}

  /**
   * @param headerList bytes that all fields of a response may have, each with 32 on top
   */
  public static Http2FrameCodec forInstance(Http2Limits limits, int headerList) {
    InstanceCodec builder = new InstanceCodec();
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
