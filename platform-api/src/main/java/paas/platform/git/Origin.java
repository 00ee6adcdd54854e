package paas.platform.git;

import java.net.URI;
import java.util.Locale;

/** A server as URLs name it; they may leave out the port where it is their scheme's own. */
record Origin(String scheme, String host, int port) {
  /** Of a URL that was admitted. */
  static Origin of(String url) {
    URI uri = URI.create(url);
    return of(uri.getScheme(), uri.getHost(), uri.getPort());
  }

  /** {@code port} is -1 where the URL has none. */
  static Origin of(String scheme, String host, int port) {
    String plain = lower(scheme);
    int own = plain.equals("https") ? 443 : 80;
    return new Origin(plain, lower(host), port < 0 ? own : port);
  }

  private static String lower(String part) {
    return part.toLowerCase(Locale.ROOT);
  }

  /** Whether nobody on the way reads what it is told. */
  boolean isSecure() {
    return scheme.equals("https");
  }
}
