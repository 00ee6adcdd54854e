package paas.router.http.h1;

import io.netty.util.AsciiString;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields that came lately, as they were written: the same few come with each message,
 * and need not be made anew. Bounded, whatever comes; of one event loop.
 */
public final class FieldNames {
  private static final int PLACES = 256;
  private static final int LONGEST = 32;

  private final @Nullable AsciiString[] places = new AsciiString[PLACES];

  /** The name that these bytes are, at least one; a view of them where it is long. */
  AsciiString of(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > LONGEST) {
      return new AsciiString(bytes, from, length, false);
    }
    int place = place(bytes[from], bytes[to - 1], bytes[from + length / 2], length);
    AsciiString known = places[place];
    if (known == null || !Arrays.equals(known.array(), 0, known.length(), bytes, from, to)) {
      known = new AsciiString(bytes, from, length, true);
      places[place] = known;
    }
    return known;
  }

  private static int place(byte first, byte last, byte middle, int length) {
    int hash = ((first * 31 + middle) * 31 + last) * 31 + length;
    return (hash ^ hash >>> 8) & (PLACES - 1);
  }
}
