package paas.cli.git;

import paas.cli.fault.Failure;

/** The grammar of app names: {@code [a-z][a-z0-9-]{0,28}[a-z0-9]}, or an app's id. */
public final class AppName {
  private AppName() {}

  /** Whether the text is a name that an app can have. */
  public static boolean isValid(String text) {
    int length = text.length();
    if (length < 2 || length > 30 || !isLetter(text.charAt(0)) || text.charAt(length - 1) == '-') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** The text when it is an app's name or id. */
  public static String require(String text) {
    if (isValid(text) || isId(text)) {
      return text;
    }
    throw Failure.usage(
        "'"
            + text
            + "' is not an app name: 2 to 30 of a-z, 0-9 and -, starting with a letter, not ending in -.");
  }

  private static boolean isId(String text) {
    if (text.length() != 36) {
      return false;
    }
    for (int i = 0; i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !isDigit(c) && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
