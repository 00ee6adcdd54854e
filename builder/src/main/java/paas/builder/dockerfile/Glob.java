package paas.builder.dockerfile;

/**
 * Path patterns: {@code ?} one character, {@code *} any within a name, {@code **} any with slashes,
 * {@code [a-z]} a class, {@code \} takes the next literally. Time is pattern times path, whatever
 * the pattern: it comes from strangers.
 */
final class Glob {
  private Glob() {}

  static boolean matches(String glob, String path) {
    // reached[i]: the pattern up to the current token matches the first i characters.
    boolean[] reached = new boolean[path.length() + 1];
    reached[0] = true;
    for (int at = 0; at < glob.length(); ) {
      char c = glob.charAt(at);
      if (c == '*') {
        boolean deep = glob.startsWith("**", at);
        boolean folders = glob.startsWith("**/", at);
        star(reached, path, deep, folders);
        at += folders ? 3 : deep ? 2 : 1;
      } else {
        int end = tokenEnd(glob, at);
        one(reached, path, glob.substring(at, end));
        at = end;
      }
    }
    return reached[path.length()];
  }

  /**
   * {@code **}{@code /} matches nothing or whole folders, so it ends at the start or after a slash.
   */
  private static void star(boolean[] reached, String path, boolean deep, boolean folders) {
    boolean open = false;
    for (int i = 0; i <= path.length(); i++) {
      boolean here = reached[i];
      if (i > 0 && !deep && path.charAt(i - 1) == '/') {
        open = false;
      }
      open |= here;
      reached[i] = folders ? here || (open && i > 0 && path.charAt(i - 1) == '/') : open;
    }
  }

  private static void one(boolean[] reached, String path, String token) {
    for (int i = path.length(); i > 0; i--) {
      reached[i] = reached[i - 1] && accepts(token, path.charAt(i - 1));
    }
    reached[0] = false;
  }

  private static int tokenEnd(String glob, int at) {
    char c = glob.charAt(at);
    if (c == '\\' && at + 1 < glob.length()) {
      return at + 2;
    }
    int close = c == '[' ? glob.indexOf(']', at + 2) : -1;
    return close > 0 ? close + 1 : at + 1;
  }

  private static boolean accepts(String token, char c) {
    if (token.equals("?")) {
      return c != '/';
    }
    if (token.length() > 2 && token.charAt(0) == '[') {
      return c != '/' && inClass(token, c);
    }
    return token.charAt(token.length() - 1) == c;
  }

  private static boolean inClass(String token, char c) {
    boolean negated = token.charAt(1) == '^';
    boolean found = false;
    for (int at = negated ? 2 : 1; at < token.length() - 1; at++) {
      boolean range = at + 2 < token.length() - 1 && token.charAt(at + 1) == '-';
      char low = token.charAt(at);
      char high = range ? token.charAt(at + 2) : low;
      found |= c >= low && c <= high;
      at += range ? 2 : 0;
    }
    return found != negated;
  }
}
