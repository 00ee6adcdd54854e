package paas.platform.git;

import java.net.URI;
import java.util.Locale;

/** A server as URLs name it; they may leave out the port where it is their scheme's own. */
record Origin(String scheme, String host, int port) {
  /** Of a URL that was admitted. */
  static Origin of(String url) {
    URI uri = URI.create(url);
    String scheme = lower(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, lower(uri.getHost()), port);
  }

  private static String lower(String part) {
    return part.toLowerCase(Locale.ROOT);
  }

  /** Whether nobody on the way reads what it is told. */
  boolean isSecure() {
    return scheme.equals("https");
  }
}
