package paas.router.http.proxy;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import paas.router.http.message.Failure;

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
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setMaxChunkSize(MAX_SLICE));
  }

  /** What to say of a response that could not be read. */
  static Failure failureOf(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _, TooLongHttpHeaderException _ -> Failure.RESPONSE_RULES;
      case PrematureChannelClosureException _ -> Failure.NO_RESPONSE;
      default -> Failure.BAD_RESPONSE;
    };
  }

  void expectAnswer(boolean toHead) {
    answersHead = toHead;
  }

  /** Bytes that no message has used yet. */
  int leftover() {
    return actualReadableBytes();
  }

  /** The name of HTTP is in capitals (RFC 9112 section 2.3), and only version 1 is spoken here. */
  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    String version = super.splitFirstWordInitialLine(line, start, length);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw new IllegalArgumentException("A response of another version");
    }
    return version;
  }

  /** Three digits, where Netty would take a sign too (RFC 9112 section 4). */
  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    boolean digits = length == 3;
    for (int i = start; i < start + length; i++) {
      digits &= line[i] >= '0' && line[i] <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException("A status that is no three digits");
    }
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return answersHead || super.isContentAlwaysEmpty(message);
  }
}
