package paas.cli.terminal;

/**
 * How many columns text takes on a terminal (Unicode TR 11, coarsely: marks 0, wide scripts and
 * emoji 2).
 */
final class Width {
  static final String ELLIPSIS = "…";

  private Width() {}

  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      width += of(point);
      i += Character.charCount(point);
    }
    return width;
  }

  /** The text cut to that many columns, the last of them an ellipsis when something was cut off. */
  static String fit(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int width = 1;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      width += of(point);
      if (width > columns) {
        break;
      }
      i += Character.charCount(point);
    }
    return columns < 1 ? "" : text.substring(0, i) + ELLIPSIS;
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x1f300 && point <= 0x1faff)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
