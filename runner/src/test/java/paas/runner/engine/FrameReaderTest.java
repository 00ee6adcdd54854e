package paas.runner.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  @Test
  void framesComeApartByStreamAndKeepTheirBytes() throws IOException {
    var random = new Random(7);
    var wire = new ByteArrayOutputStream();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      byte[] payload = new byte[random.nextInt(3 * FrameReader.MAX_PIECE)];
      random.nextBytes(payload);
      int type = random.nextInt(3);
      wire.writeBytes(frame(type, payload));
      (type == 2 ? err : out).writeBytes(payload);
    }
    var gotOut = new ByteArrayOutputStream();
    var gotErr = new ByteArrayOutputStream();
    FrameReader.frames(
        new ByteArrayInputStream(wire.toByteArray()),
        (stream, bytes) -> {
          assertTrue(bytes.length <= FrameReader.MAX_PIECE);
          (stream == StdStream.STDERR ? gotErr : gotOut).writeBytes(bytes);
        });
    assertArrayEquals(out.toByteArray(), gotOut.toByteArray());
    assertArrayEquals(err.toByteArray(), gotErr.toByteArray());
  }

  @Test
  void piecesAreTheReceiversToKeep() throws IOException {
    List<byte[]> kept = new ArrayList<>();
    var wire = new ByteArrayOutputStream();
    wire.writeBytes(frame(1, new byte[] {1, 1}));
    wire.writeBytes(frame(1, new byte[] {2, 2}));
    FrameReader.frames(
        new ByteArrayInputStream(wire.toByteArray()), (stream, bytes) -> kept.add(bytes));
    assertArrayEquals(new byte[] {1, 1}, kept.get(0));
    assertArrayEquals(new byte[] {2, 2}, kept.get(1));
  }

  @Test
  void anEndWithinAFrameIsAnError() {
    byte[] frame = frame(1, new byte[] {1, 2, 3});
    for (int length = 1; length < frame.length; length++) {
      var cut = new ByteArrayInputStream(frame, 0, length);
      assertThrows(IOException.class, () -> FrameReader.frames(cut, (stream, bytes) -> {}));
    }
  }

  @Test
  void aFrameThatClaimsFourGigabytesCostsNoMemory() {
    byte[] header = {1, 0, 0, 0, -1, -1, -1, -1};
    assertThrows(
        IOException.class,
        () -> FrameReader.frames(new ByteArrayInputStream(header), (stream, bytes) -> {}));
  }

  @Test
  void arbitraryBytesAreReadOrRefused() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      try {
        FrameReader.frames(new ByteArrayInputStream(bytes), (stream, piece) -> {});
      } catch (IOException refused) {
        // As it should be.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aTerminalsOutputIsPassedAsItIs() throws IOException {
    byte[] text = {1, 0, 0, 0, 0, 0, 0, 1, 65};
    var got = new ByteArrayOutputStream();
    FrameReader.raw(
        new ByteArrayInputStream(text),
        (stream, bytes) -> {
          assertEquals(StdStream.STDOUT, stream);
          got.writeBytes(bytes);
        });
    assertArrayEquals(text, got.toByteArray());
  }

  private static byte[] frame(int type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) type)
        .put(new byte[3])
        .putInt(payload.length)
        .put(payload)
        .array();
  }
}
