package paas.platform.build;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Secrets for {@code "generator": "secret"}: 64 hex digits, as Heroku makes them. */
final class Secrets implements Supplier<String> {
  private static final int BYTES = 32;

  private final RandomGenerator random = new SecureRandom();

  @Override
  public String get() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
