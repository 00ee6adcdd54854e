package paas.cli.terminal;

import paas.cli.json.Unsafe;

/**
 * Makes foreign text harmless: control characters, escapes and bidi overrides become visible, so
 * that a name, a commit message or a log line cannot move the cursor, retitle the window or
 * disguise itself.
 */
public final class Neutral {
  private Neutral() {}

  /** Text on one line: newlines and tabs become visible too. */
  public static String line(String text) {
    return isHarmless(text, false) ? text : visible(text, false);
  }

  /** Text that may hold newlines and tabs. */
  public static String text(String text) {
    return isHarmless(text, true) ? text : visible(text, true);
  }

  /**
   * A log line: colour sequences pass when colour is wanted (closed at the end), else they are
   * dropped.
   */
  public static String logLine(String text, boolean colour) {
    if (isHarmless(text, true)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 8);
    boolean painted = false;
    int i = 0;
    while (i < text.length()) {
      int end = endOfColour(text, i);
      if (end > i) {
        safe.append(colour ? text.substring(i, end) : "");
        painted |= colour;
        i = end;
      } else {
        int point = text.codePointAt(i);
        append(safe, point, true);
        i += Character.charCount(point);
      }
    }
    return painted ? safe.append("\033[0m").toString() : safe.toString();
  }

  /**
   * The end of the SGR sequence that starts here (ECMA-48 section 8.3.117), or the start when there
   * is none.
   */
  private static int endOfColour(String text, int start) {
    if (text.charAt(start) != '\033'
        || start + 1 >= text.length()
        || text.charAt(start + 1) != '[') {
      return start;
    }
    int i = start + 2;
    while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ';')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == 'm' ? i + 1 : start;
  }

  private static boolean isHarmless(String text, boolean lines) {
    for (int i = 0; i < text.length(); i++) {
      if (isHarmful(text.charAt(i), lines)) {
        return false;
      }
    }
    return true;
  }

  private static String visible(String text, boolean lines) {
    StringBuilder safe = new StringBuilder(text.length() + 8);
    text.codePoints().forEach(point -> append(safe, point, lines));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point, boolean lines) {
    if (!isHarmful(point, lines)) {
      safe.appendCodePoint(point);
      return;
    }
    switch (point) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> safe.append(point < 0x100 ? hex("\\x", point, 2) : hex("\\u", point, 4));
    }
  }

  private static String hex(String prefix, int point, int digits) {
    String hex = Integer.toHexString(point);
    return prefix + "0".repeat(digits - hex.length()) + hex;
  }

  private static boolean isHarmful(int c, boolean lines) {
    boolean wanted = lines && (c == '\n' || c == '\t');
    return !wanted && Unsafe.is(c);
  }
}
