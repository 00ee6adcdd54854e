package paas.router.http.message;

import java.util.Locale;

/** Reads the name out of a Host header: port and trailing dot removed, lower case. */
final class HostHeader {
  /** A value that no name can be read from; not a hostname, so that it never matches a route. */
  static final String INVALID = "?";

  /** A name of 253 characters, a dot, and a port. */
  private static final int MAX_LENGTH = 253 + 1 + 6;

  private HostHeader() {}

  /** The normalised name, empty for an empty header, or {@link #INVALID}. */
  static String normalise(String value) {
    int end = value.length();
    if (end > MAX_LENGTH) {
      return INVALID;
    }
    boolean lower = true;
    int colon = -1;
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c == ':') {
        colon = colon < 0 ? i : colon;
      } else if (c >= 'A' && c <= 'Z') {
        lower = false;
      } else if (!isNameOrLiteral(c)) {
        return INVALID;
      }
    }
    if (value.indexOf('[') >= 0 || value.indexOf(']') >= 0) {
      return isLiteral(value) ? value.toLowerCase(Locale.ROOT) : INVALID;
    }
    if (colon >= 0) {
      if (!isPort(value, colon + 1)) {
        return INVALID;
      }
      end = colon;
    }
    if (end > 1 && value.charAt(end - 1) == '.') {
      end--;
    }
    String name = end == value.length() ? value : value.substring(0, end);
    return lower ? name : name.toLowerCase(Locale.ROOT);
  }

  private static boolean isNameOrLiteral(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == '['
        || c == ']';
  }

  /** An IPv6 address in brackets and perhaps a port: no route has one, but it is a valid Host. */
  private static boolean isLiteral(String value) {
    int close = value.indexOf(']');
    int colons = 0;
    for (int i = 1; i < close; i++) {
      char c = value.charAt(i);
      colons += c == ':' ? 1 : 0;
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    boolean ends = close == value.length() - 1;
    boolean port = !ends && value.charAt(close + 1) == ':' && isPort(value, close + 2);
    return value.startsWith("[") && colons >= 2 && (ends || port);
  }

  private static boolean isPort(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return value.length() - from <= 5;
  }
}
