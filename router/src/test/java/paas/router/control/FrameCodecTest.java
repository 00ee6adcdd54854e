package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import paas.router.http.Endpoint;
import paas.router.http.Hostname;
import paas.router.http.Known;
import paas.router.http.PathPrefix;
import paas.router.http.Patience;
import paas.router.http.RouteLoad;
import paas.router.http.RouteTable;

class FrameCodecTest {
  static List<Frame> frames() {
    return List.of(
        new Frame.Hello(1, 42, "epoch"),
        new Frame.PutTable(new RouteTable(3, List.of())),
        new Frame.TableInForce(Long.MAX_VALUE),
        new Frame.AwaitDrained(
            9,
            List.of(new Endpoint("web.1", "10.0.0.1", 80, "c")),
            new Patience(Duration.ofSeconds(30), Duration.ofHours(1))),
        new Frame.Drained(9, 3),
        new Frame.Lines(
            List.of(new RequestLine(1, "app", Instant.ofEpochSecond(5, 123_456_000), "at=info ü"))),
        new Frame.Wake(List.of("app", "another")),
        new Frame.AskLoad(5, "app"),
        new Frame.Load(
            5,
            List.of(
                new RouteLoad("app", new Hostname("*.a.test"), new PathPrefix("/api"), 3, 500))),
        new Frame.LinesTaken(77));
  }

  /** The frame without its length. */
  static byte[] encode(Frame frame) {
    ByteBuffer bytes = FrameCodec.encode(frame, new FrameBytes(), null);
    byte[] body = new byte[bytes.getInt()];
    bytes.get(body);
    assertEquals(0, bytes.remaining());
    return body;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void whatIsEncodedIsDecodedTheSame(Frame frame) throws Exception {
    assertEquals(frame, decode(encode(frame)));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyCutIsRefused(Frame frame) {
    byte[] bytes = encode(frame);
    // Former builds greeted without the last byte.
    int whole = bytes.length - (frame instanceof Frame.Hello ? 1 : 0);
    for (int length = 0; length < whole; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> decode(cut), "length " + length);
    }
  }

  @Test
  void whoGreetsAsFormerBuildsDidIsToldWholeTables() throws Exception {
    byte[] bytes = encode(new Frame.Hello(1, 42, "epoch"));
    Frame former = decode(Arrays.copyOf(bytes, bytes.length - 1));
    assertEquals(new Frame.Hello(1, 42, "epoch", false), former);
  }

  static Frame decode(byte[] bytes) throws IOException {
    return FrameCodec.decode(new ByteArrayInputStream(bytes), Known.NOTHING, RouteTable.EMPTY);
  }

  @Test
  void noChangedByteDoesMoreHarmThanARefusal() {
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = encode(frames().get(random.nextInt(frames().size())));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        decode(bytes);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, "refused " + refused);
  }
}
