package paas.cli.sync;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells URLs that only this machine or its own network can reach, without asking a resolver. */
final class Nearby {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

  /** fc00::/7, which Java has no word for (RFC 4193). */
  private static final int UNIQUE_LOCAL = 0xfc;

  private Nearby() {}

  static boolean only(String url) {
    String host = host(url);
    return ADDRESS.matcher(host).matches()
        ? isNearby(host)
        : host.equals("localhost") || host.endsWith(".localhost");
  }

  static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isNearby(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      byte[] bytes = address.getAddress();
      boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == UNIQUE_LOCAL;
      return unique
          || address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
