package paas.platform.secure;

import java.util.OptionalInt;

/**
 * The platform's own hostname, where its API and git are.
 *
 * @param httpsPort where clients reach the router's HTTPS; empty where it serves none
 */
public record OwnHost(String hostname, OptionalInt httpsPort) {
  private static final int USUAL = 443;

  /**
   * @param httpsPort {@code PAAS_HTTPS_PORT}: a port, {@code off}, or empty for the usual one
   * @param publicPort {@code PAAS_PUBLIC_HTTPS_PORT}: where clients reach that; empty for the same
   */
  static OwnHost of(String hostname, String httpsPort, String publicPort) {
    String reached = publicPort.isEmpty() || httpsPort.equals("off") ? httpsPort : publicPort;
    return new OwnHost(
        hostname,
        switch (reached) {
          case "" -> OptionalInt.of(USUAL);
          case "off" -> OptionalInt.empty();
          default -> OptionalInt.of(Integer.parseInt(reached));
        });
  }

  /** Without a path. */
  String url(int port) {
    return "https://" + hostname + (port == USUAL ? "" : ":" + port);
  }
}
