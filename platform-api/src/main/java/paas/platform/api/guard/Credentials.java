package paas.platform.api.guard;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads a token from an Authorization header: Bearer, or Basic with any user name (git's way). */
final class Credentials {
  private static final int LONGEST = 4096;

  private Credentials() {}

  /** Empty when the header holds no token. */
  static Optional<String> token(String header) {
    int space = header.indexOf(' ');
    if (space < 0 || header.length() > LONGEST) {
      return Optional.empty();
    }
    String value = header.substring(space + 1).strip();
    String scheme = header.substring(0, space);
    if (scheme.equalsIgnoreCase("Bearer")) {
      return nonEmpty(value);
    }
    return scheme.equalsIgnoreCase("Basic") ? password(value) : Optional.empty();
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : nonEmpty(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> nonEmpty(String token) {
    return token.isEmpty() ? Optional.empty() : Optional.of(token);
  }
}
