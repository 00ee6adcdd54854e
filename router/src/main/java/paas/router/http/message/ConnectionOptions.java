package paas.router.http.message;

import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/**
 * What one or more Connection fields say: close, keep-alive, upgrade, and the names of other fields
 * that are for this hop only (RFC 9110 section 7.6.1).
 */
final class ConnectionOptions {
  /**
   * More named fields than any honest client sends; the product with the field count stays small.
   */
  static final int MAX_NAMES = 32;

  private boolean close;
  private boolean keepAlive;
  private boolean upgrade;
  private List<String> names = List.of();

  void add(CharSequence value) {
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) == ',') {
        addToken(value, start, i);
        start = i + 1;
      }
    }
  }

  private void addToken(CharSequence value, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    if (start == end) {
      return;
    }
    CharSequence token = value.subSequence(start, end);
    if (AsciiString.contentEqualsIgnoreCase(token, "close")) {
      close = true;
    } else if (AsciiString.contentEqualsIgnoreCase(token, "keep-alive")) {
      keepAlive = true;
    } else if (AsciiString.contentEqualsIgnoreCase(token, "upgrade")) {
      upgrade = true;
    } else if (names.size() <= MAX_NAMES) {
      names = names.isEmpty() ? new ArrayList<>() : names;
      names.add(token.toString());
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  boolean isExcessive() {
    return names.size() > MAX_NAMES;
  }

  boolean close() {
    return close;
  }

  boolean keepAlive() {
    return keepAlive;
  }

  boolean upgrade() {
    return upgrade;
  }

  void forgetNames() {
    names = List.of();
  }

  boolean names(CharSequence field) {
    for (int i = 0; i < names.size(); i++) {
      if (AsciiString.contentEqualsIgnoreCase(names.get(i), field)) {
        return true;
      }
    }
    return false;
  }
}
