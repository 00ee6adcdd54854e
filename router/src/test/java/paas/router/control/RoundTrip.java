package paas.router.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.util.function.Function;

/** What every decoder of the control connection does with whatever bytes. */
public final class RoundTrip {
  private RoundTrip() {}

  /** Refuses bytes with an {@link IOException}. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(byte[] bytes) throws IOException;
  }

  /** The bytes are refused, or read as something that is written and read as the same again. */
  public static <T> void check(byte[] bytes, Decoder<T> decoder, Function<T, byte[]> encoder)
      throws IOException {
    T read;
    try {
      read = decoder.decode(bytes);
    } catch (IOException e) {
      return;
    }
    byte[] once = encoder.apply(read);
    assertArrayEquals(once, encoder.apply(decoder.decode(once)));
  }
}
