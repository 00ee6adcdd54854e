package paas.cli.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Pieces of URLs. */
public final class Url {
  private static final String UNRESERVED = "-._~";

  private Url() {}

  /** One path segment or query value, percent-encoded, so that no text can leave its place. */
  public static String segment(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(hex(b >> 4)).append(hex(b));
      }
    }
    // "." and ".." would be resolved away by servers and proxies.
    String whole = encoded.toString();
    return whole.equals(".") || whole.equals("..") ? whole.replace(".", "%2E") : whole;
  }

  /** Path and query of a URL, as a request line wants them. */
  public static String pathAndQuery(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }

  private static char hex(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 15);
  }
}
