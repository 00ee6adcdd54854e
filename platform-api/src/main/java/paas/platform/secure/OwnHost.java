package paas.platform.secure;

import java.util.OptionalInt;

/**
 * The platform's own hostname, where its API and git are.
 *
 * @param httpsPort where the router serves HTTPS; empty where it serves none
 */
public record OwnHost(String hostname, OptionalInt httpsPort) {
  private static final int USUAL = 443;

  /**
   * @param httpsPort {@code PAAS_HTTPS_PORT}: a port, {@code off}, or empty for the usual one
   */
  static OwnHost of(String hostname, String httpsPort) {
    return new OwnHost(
        hostname,
        switch (httpsPort) {
          case "" -> OptionalInt.of(USUAL);
          case "off" -> OptionalInt.empty();
          default -> OptionalInt.of(Integer.parseInt(httpsPort));
        });
  }

  /** Without a path. */
  String url(int port) {
    return "https://" + hostname + (port == USUAL ? "" : ":" + port);
  }
}
