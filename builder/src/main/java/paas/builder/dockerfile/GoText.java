package paas.builder.dockerfile;

/** White space and case as Go sees them, in which BuildKit is written. */
final class GoText {
  private static final char NEXT_LINE = '\u0085';

  private GoText() {}

  /** As {@code unicode.IsSpace}. */
  static boolean space(char c) {
    return (c >= '\t' && c <= '\r') || c == NEXT_LINE || Character.isSpaceChar(c);
  }

  /** As {@code strings.TrimSpace}. */
  static String trim(String text) {
    int end = text.length();
    while (end > 0 && space(text.charAt(end - 1))) {
      end--;
    }
    return trimLeft(text.substring(0, end));
  }

  static String trimLeft(String text) {
    int start = 0;
    while (start < text.length() && space(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** As {@code strings.ToLower}: letter by letter, so that İ becomes i. */
  static String fold(String text) {
    var folded = new StringBuilder(text.length());
    text.chars().forEach(c -> folded.append(Character.toLowerCase((char) c)));
    return folded.toString();
  }
}
