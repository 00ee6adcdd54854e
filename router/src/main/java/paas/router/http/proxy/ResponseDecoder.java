package paas.router.http.proxy;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Decodes an app's responses, knowing which of them answer HEAD and therefore have no body. */
final class ResponseDecoder extends HttpResponseDecoder {
  private static final int MAX_SLICE = 1 << 20;
  private static final int MAX_STATUS_LINE = 8 << 10;

  private boolean answersHead;

  ResponseDecoder(HttpLimits.Heads limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_STATUS_LINE)
            .setMaxHeaderSize(limits.responseHeaders())
            .setMaxChunkSize(MAX_SLICE));
  }

  void expectAnswer(boolean toHead) {
    answersHead = toHead;
  }

  /** Bytes that no message has used yet. */
  int leftover() {
    return actualReadableBytes();
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return answersHead || super.isContentAlwaysEmpty(message);
  }
}
