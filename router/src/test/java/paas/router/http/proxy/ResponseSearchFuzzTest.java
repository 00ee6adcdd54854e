package paas.router.http.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.h1.FieldNames;
import paas.router.http.h1.ResponseDecoder;

/**
 * What an instance answers is read alike however it is cut into reads, and nothing is read that is
 * not there. A test run tries the corpus; docs/CONTRIBUTING.md says how to search for more.
 */
class ResponseSearchFuzzTest {
  /** Of characters that no response has, as each of those is a byte. */
  static final String BROKEN = "\u2020broken\u2020";

  static final String END = "\u2020end\u2020";

  /** What a client would be told: as text, as pieces of a body are joined. */
  static String read(byte[] bytes, int step, boolean toHead) {
    UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    ResponseDecoder decoder = new ResponseDecoder(8 << 10, new FieldNames());
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    channel.config().setAllocator(allocator);
    decoder.expectAnswer(toHead);
    for (int at = 0; at < bytes.length; at += step) {
      int size = Math.min(step, bytes.length - at);
      channel.writeInbound(allocator.buffer(size).writeBytes(bytes, at, size));
    }
    channel.finish();
    StringBuilder told = new StringBuilder();
    for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
      tell(message, told);
      ReferenceCountUtil.release(message);
    }
    assertEquals(0, allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory());
    return told.toString();
  }

  private static void tell(Object message, StringBuilder told) {
    if (((DecoderResultProvider) message).decoderResult().isFailure()) {
      told.append(BROKEN);
      return;
    }
    if (message instanceof HttpResponse response) {
      told.append(response.status()).append(response.headers().entries());
    }
    if (message instanceof HttpContent content) {
      told.append(content.content().toString(ISO_8859_1));
    }
    if (message instanceof LastHttpContent last) {
      told.append(END).append(last.trailingHeaders().entries());
    }
  }

  private static Stream<byte[]> corpus() {
    return WireCase.read("responses.txt").stream().map(WireCase::wire);
  }

  @MethodSource("corpus")
  @FuzzTest(maxDuration = "2m")
  void responses(byte[] bytes) {
    boolean toHead = bytes.length % 5 == 0;
    String whole = read(bytes, Math.max(1, bytes.length), toHead);
    assertTrue(whole.split(BROKEN, -1).length <= 2, "nothing follows a breach: " + whole);
    for (int step : new int[] {1, 2, 3, 7, 100}) {
      assertEquals(whole, read(bytes, step, toHead), "in reads of " + step);
    }
  }
}
