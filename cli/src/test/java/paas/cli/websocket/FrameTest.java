package paas.cli.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
  @Test
  void aMaskedTextIsThatOfTheSpecification() {
    // RFC 6455 section 5.7: a single-frame masked text message, "Hello".
    byte[] mask = {0x37, (byte) 0xfa, 0x21, 0x3d};
    byte[] hello = {'H', 'e', 'l', 'l', 'o'};
    assertArrayEquals(
        bytes(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58),
        Frame.masked(Frame.TEXT, hello, 0, 5, mask));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65535, 65536, 100_000})
  void lengthsSurviveTheRoundTrip(int length) throws IOException {
    byte[] frame = Frame.masked(Frame.BINARY, new byte[length], 0, length, new byte[4]);
    frame[1] &= 0x7f;
    Frame read = Frame.read(new ByteArrayInputStream(frame));
    assertEquals(new Frame(true, Frame.BINARY, length), read);
  }

  @Test
  void theHandshakeIsThatOfTheSpecification() {
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Handshake.accept("dGhlIHNhbXBsZSBub25jZQ=="));
  }

  @Test
  void malformedFramesAreErrors() {
    int[][] corpus = {
      {},
      {0x81},
      {0xc1, 0},
      {0x83, 0},
      {0x8b, 0},
      {0x81, 0x80, 1, 2, 3, 4},
      {0x82, 126, 1},
      {0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0}
    };
    for (int[] malformed : corpus) {
      assertThrows(IOException.class, () -> Frame.read(new ByteArrayInputStream(bytes(malformed))));
    }
  }

  @Test
  void controlFramesAreKnown() throws IOException {
    assertTrue(Frame.read(new ByteArrayInputStream(bytes(0x88, 0))).isControl());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
