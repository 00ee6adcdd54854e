package paas.router.http.message;

import java.util.random.RandomGenerator;

/** The id that follows a request through router, app and logs. */
public final class RequestIds {
  private static final int MIN_LENGTH = 20;
  private static final int MAX_LENGTH = 200;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private RequestIds() {}

  /** Whether a client's id is kept: 20 to 200 of {@code [A-Za-z0-9+/=-]}. */
  public static boolean isAcceptable(CharSequence id) {
    int length = id.length();
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = id.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '+'
              || c == '/'
              || c == '=';
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** A new id in the form of a random UUID; it identifies, it is no secret. */
  public static String next(RandomGenerator random) {
    byte[] id = new byte[36];
    long high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    int at = 0;
    for (int nibble = 0; nibble < 32; nibble++) {
      if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) {
        id[at++] = '-';
      }
      long half = nibble < 16 ? high : low;
      id[at++] = (byte) HEX[(int) (half >>> (60 - 4 * (nibble & 15))) & 15];
    }
    return new String(id, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
