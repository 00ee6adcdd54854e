package paas.router.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A user and a password that visitors need, the latter only as its salted SHA-256: it is checked
 * for every request on an event loop, where a slow hash would let anyone stop the router.
 *
 * @param salt 32 hexadecimal digits
 * @param hash 64 hexadecimal digits
 */
public record BasicAuth(String user, String salt, String hash) {
  private static final String SCHEME = "Basic ";
  private static final int MAX_FIELD = 1_024;

  /**
   * @throws IllegalArgumentException if the user is empty or has a colon, or the rest is not
   *     hexadecimal of its length
   */
  public BasicAuth {
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("A user of basic auth has a name without a colon");
    }
    if (HexFormat.of().parseHex(salt).length != 16 || HexFormat.of().parseHex(hash).length != 32) {
      throw new IllegalArgumentException("The password of basic auth is not a salted hash");
    }
  }

  public static BasicAuth of(String user, String password, byte[] salt) {
    String hex = HexFormat.of().formatHex(salt);
    return new BasicAuth(user, hex, hash(hex, password));
  }

  /** Whether an {@code Authorization} field names this user and password (RFC 7617). */
  public boolean admits(CharSequence field) {
    String text = field.toString();
    if (text.length() > MAX_FIELD || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] pair = Base64.getDecoder().decode(text.substring(SCHEME.length()).strip());
      return admitsPair(new String(pair, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean admitsPair(String pair) {
    int colon = pair.indexOf(':');
    if (colon < 0) {
      return false;
    }
    boolean known = same(user, pair.substring(0, colon));
    return same(hash, hash(salt, pair.substring(colon + 1))) & known;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String salt, String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(HexFormat.of().parseHex(salt));
      digest.update(password.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return user + ":(hidden)";
  }
}
