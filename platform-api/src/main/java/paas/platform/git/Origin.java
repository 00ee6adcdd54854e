package paas.platform.git;

import java.net.URI;
import java.util.Locale;

/** A server as URLs name it; the port is -1 where it is the scheme's own. */
record Origin(String scheme, String host, int port) {
  /** Of a URL that was admitted. */
  static Origin of(String url) {
    URI uri = URI.create(url);
    return new Origin(lower(uri.getScheme()), lower(uri.getHost()), uri.getPort());
  }

  private static String lower(String part) {
    return part.toLowerCase(Locale.ROOT);
  }

  /** Whether nobody on the way reads what it is told. */
  boolean isSecure() {
    return scheme.equals("https");
  }
}
