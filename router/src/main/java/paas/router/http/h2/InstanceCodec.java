package paas.router.http.h2;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Builds the codec of a connection to an instance, on which the router is the client. */
public final class InstanceCodec extends Http2FrameCodecBuilder {
  /**
   * Bytes that all fields of a response may have here, each with 32 on top. Far more than are
   * passed on: what HPACK keeps is the connection's, so a head that is not read to its end takes
   * all other streams with it (from a quarter above this).
   */
  private static final int READ = 1 << 20;

  private InstanceCodec() {}

  public static Http2FrameCodec forInstance(Http2Limits limits) {
    InstanceCodec builder = new InstanceCodec();
    builder.server(false);
    Http2FrameCodec codec =
        builder
            .autoAckSettingsFrame(false)
            .initialSettings(
                Http2Settings.defaultSettings()
                    .pushEnabled(false)
                    .initialWindowSize(limits.instanceWindow())
                    .maxHeaderListSize(READ))
            .validateHeaders(true)
            .gracefulShutdownTimeoutMillis(0)
            .decoderEnforceMaxConsecutiveEmptyDataFrames(limits.emptyData())
            .decoderEnforceMaxSmallContinuationFrames(limits.smallContinuations())
            .build();
    try {
      FieldTable.empty(codec.encoder());
    } catch (Http2Exception e) {
      throw new IllegalStateException("A table may always be empty", e);
    }
    return codec;
  }
}
