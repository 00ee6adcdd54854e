package paas.router.http.balance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import paas.router.http.Endpoint;

/** The opaque name of an endpoint that a client's cookie holds. */
final class Stickiness {
  private static final int BYTES = 10;

  private Stickiness() {}

  /** Of the container's id: another container of the same name is another endpoint. */
  static String tokenOf(Endpoint endpoint) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String name = "sticky " + endpoint.id() + " " + endpoint.port();
      byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
