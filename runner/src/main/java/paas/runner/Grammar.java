package paas.runner;

import java.util.regex.Pattern;

/** Checks that values fit the grammar of their type, once, on construction. */
final class Grammar {
  /** Of a process type, in characters. */
  private static final int LONGEST_TYPE = 63;

  /** No colons or commas, which separate in what the engine reads. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._@+-]{1,255})+");

  private Grammar() {}

  static void require(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException("Not " + what + ": '" + excerpt(value) + "'");
    }
  }

  /** As in a Procfile, letters and digits, then dashes and underscores too: fit for a name. */
  static void type(String value) {
    boolean is = !value.isEmpty() && value.length() <= LONGEST_TYPE;
    for (int i = 0; is && i < value.length(); i++) {
      char c = value.charAt(i);
      is = isLetter(c) || isDigit(c) || (i > 0 && (c == '_' || c == '-'));
    }
    if (!is) {
      throw new IllegalArgumentException("Not a process type: '" + excerpt(value) + "'");
    }
  }

  /** Letters, digits and underscores, no digit first. By hand: there are many in each start. */
  static void key(String value) {
    boolean is = !value.isEmpty() && !isDigit(value.charAt(0));
    for (int i = 0; is && i < value.length(); i++) {
      char c = value.charAt(i);
      is = isLetter(c) || isDigit(c) || c == '_';
    }
    if (!is) {
      throw new IllegalArgumentException("Not a config key: '" + excerpt(value) + "'");
    }
  }

  /** Absolute and plain: it names one place however it is read. */
  static void path(String value) {
    require(PATH, value, "an absolute path");
    if ((value + "/").contains("/./") || (value + "/").contains("/../")) {
      throw new IllegalArgumentException("Not a plain path: '" + excerpt(value) + "'");
    }
  }

  /** Digits of a number in lower case, exactly so many. */
  static void hex(String value, int length, String what) {
    boolean is = value.length() == length;
    for (int i = 0; is && i < length; i++) {
      char c = value.charAt(i);
      is = isDigit(c) || (c >= 'a' && c <= 'f');
    }
    if (!is) {
      throw new IllegalArgumentException("Not " + what + ": '" + excerpt(value) + "'");
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static void positive(long value, String what) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, not " + value);
    }
  }

  /** Arguments reach the kernel as C strings. */
  static void noNul(String value, String what) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(what + " holds a NUL character");
    }
  }

  private static String excerpt(String value) {
    String printable = value.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
  }
}
