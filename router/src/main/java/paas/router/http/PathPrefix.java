package paas.router.http;

import java.util.regex.Pattern;

/**
 * The first segments of a path, which lead to a target of their own: {@code /api}, or empty for
 * every path. It counts on whole segments, as the client wrote them.
 */
public record PathPrefix(String value) {
  public static final int MAX_LENGTH = 200;
  private static final Pattern SEGMENTS = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)*");

  /** Every path. */
  public static final PathPrefix ROOT = new PathPrefix("");

  /**
   * @throws IllegalArgumentException if the value is not empty and not a path of plain segments
   */
  public PathPrefix {
    if (!isValid(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a path such as /api");
    }
  }

  public static boolean isValid(String value) {
    return value.length() <= MAX_LENGTH
        && SEGMENTS.matcher(value).matches()
        && !(value + "/").contains("/./")
        && !(value + "/").contains("/../");
  }

  public boolean isRoot() {
    return value.isEmpty();
  }

  /** Whether a request's path (with its query) begins with these segments. */
  public boolean covers(String path) {
    int length = value.length();
    if (!path.startsWith(value)) {
      return false;
    }
    if (length == 0 || path.length() == length) {
      return true;
    }
    char next = path.charAt(length);
    return next == '/' || next == '?' || next == '#';
  }

  @Override
  public String toString() {
    return value;
  }
}
