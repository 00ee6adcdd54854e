package paas.router.http.h1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunked body is read alike however it is cut into reads, and nothing is read that is not there.
 * A test run tries the seeds; docs/CONTRIBUTING.md says how to search for more.
 */
class ChunksFuzzTest {
  private static final int MAX_TRAILERS = 1_000;

  /**
   * What came of a body.
   *
   * @param over whether its end came, be it a broken one
   */
  private record Read(String data, String trailers, boolean over, boolean broken, int left) {}

  private static Read read(byte[] bytes, int step, boolean paddedSizes) {
    BodyReader reader = new BodyReader(MAX_TRAILERS, paddedSizes, new FieldNames());
    reader.beginChunks();
    StringBuilder data = new StringBuilder();
    String trailers = "";
    ByteBuf in = Unpooled.buffer(bytes.length);
    for (int at = 0; at < bytes.length && reader.isInside() && !reader.isBroken(); at += step) {
      in.writeBytes(bytes, at, Math.min(step, bytes.length - at));
      trailers += readOn(reader, in, data);
    }
    int left = reader.isInside() ? 0 : bytes.length - in.readerIndex();
    in.release();
    assertEquals(0, in.refCnt(), "every slice is given back");
    return new Read(data.toString(), trailers, !reader.isInside(), reader.isBroken(), left);
  }

  /** As the decoder does: again, while that takes or tells anything. */
  private static String readOn(BodyReader reader, ByteBuf in, StringBuilder data) {
    String trailers = "";
    boolean moves = true;
    while (moves && in.isReadable() && reader.isInside() && !reader.isBroken()) {
      int before = in.readableBytes();
      List<Object> out = new ArrayList<>();
      reader.read(in, out);
      moves = in.readableBytes() < before || !out.isEmpty();
      for (Object piece : out) {
        HttpContent content = (HttpContent) piece;
        data.append(content.content().toString(ISO_8859_1));
        if (content instanceof LastHttpContent last) {
          trailers = last.trailingHeaders().entries().toString();
        }
        content.release();
      }
    }
    return trailers;
  }

  @FuzzTest(maxDuration = "2m")
  void chunks(byte[] bytes) {
    boolean padded = bytes.length % 2 == 1;
    Read whole = read(bytes, Math.max(1, bytes.length), padded);
    assertTrue(whole.data().length() + whole.left() <= bytes.length, whole::toString);
    for (int step : new int[] {1, 2, 3, 7}) {
      Read cut = read(bytes, step, padded);
      assertEquals(whole, cut, "in reads of " + step);
    }
  }
}
