package paas.platform.app.edge;

import java.security.SecureRandom;
import paas.platform.fault.Rejected;
import paas.router.http.BasicAuth;

/** Basic auth as it is typed, {@code user:password}, and as it is stored, without the password. */
final class Passwords {
  private static final int MIN_PASSWORD = 8;
  private static final int MAX_LENGTH = 200;
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** What was typed is never part of a message. */
  static String hashed(String typed) {
    int colon = typed.indexOf(':');
    boolean fits =
        colon > 0
            && typed.length() - colon - 1 >= MIN_PASSWORD
            && typed.length() <= MAX_LENGTH
            && typed.chars().noneMatch(Character::isISOControl);
    if (!fits) {
      throw Rejected.invalid(
          "basic-auth must be USER:PASSWORD with a password of at least %d characters, %d in all."
              .formatted(MIN_PASSWORD, MAX_LENGTH));
    }
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    BasicAuth auth = BasicAuth.of(typed.substring(0, colon), typed.substring(colon + 1), salt);
    return String.join(":", auth.user(), auth.salt(), auth.hash());
  }

  static BasicAuth stored(String text) {
    String[] parts = text.split(":", -1);
    return new BasicAuth(parts[0], parts[1], parts[2]);
  }
}
