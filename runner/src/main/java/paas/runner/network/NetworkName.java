package paas.runner.network;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import paas.runner.AppKey;
import paas.runner.Scope;

/** How an app's network and its bridge interface are called. */
public final class NetworkName {
  /** Firewall rules match bridges by this prefix. */
  private static final String BRIDGE_PREFIX = "paas";

  /** Linux allows 15 characters for an interface. */
  private static final int BRIDGE_LENGTH = 15;

  private NetworkName() {}

  public static String of(Scope scope, AppKey app) {
    return "paas-" + scope.platform() + "-" + app.id().replace("-", "").substring(0, 12);
  }

  /**
   * Hashed from the whole identity, so that two apps' bridges do not clash: 11 characters, 56 bits.
   */
  public static String bridge(Scope scope, AppKey app) {
    byte[] hash = sha256(scope.platform() + "/" + app.id());
    String digits = new BigInteger(1, hash).toString(36);
    return BRIDGE_PREFIX + digits.substring(0, BRIDGE_LENGTH - BRIDGE_PREFIX.length());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
