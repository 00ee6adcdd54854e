package paas.router.http;

import java.util.Locale;
import java.util.Optional;

/**
 * The name under which an app is asked for: lower-case letters, digits, hyphens and dots (RFC
 * 1123). {@code *.example.org} stands for every name below {@code example.org}, one label or more,
 * that is not there itself; of several the longest holds.
 */
public record Hostname(String value) {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL = 63;

  /** What a wildcard begins with. */
  public static final String WILDCARD = "*.";

  /**
   * @throws IllegalArgumentException if the value is not a normalised hostname; use {@link #parse}
   *     for what people type
   */
  public Hostname {
    if (!isValid(value)) {
      throw new IllegalArgumentException("'" + value + "' is not a lower-case hostname");
    }
  }

  /** Reads a hostname in any case, with or without its trailing dot; empty when it is not one. */
  public static Optional<Hostname> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    return isValid(bare) ? Optional.of(new Hostname(bare)) : Optional.empty();
  }

  public boolean isWildcard() {
    return value.startsWith(WILDCARD);
  }

  /** The name that a wildcard's names are below; of others the name itself. */
  public String base() {
    return isWildcard() ? value.substring(WILDCARD.length()) : value;
  }

  private static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      return false;
    }
    int start = value.startsWith(WILDCARD) ? WILDCARD.length() : 0;
    for (int i = start; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) == '.') {
        if (!isLabel(value, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (!isLetterOrDigit(value.charAt(i)) && value.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLabel(String value, int start, int end) {
    return end > start
        && end - start <= MAX_LABEL
        && value.charAt(start) != '-'
        && value.charAt(end - 1) != '-';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return value;
  }
}
