package paas.builder.output;

import java.util.regex.Pattern;

/**
 * Text that a terminal may show: colours stay, every other escape sequence and control character
 * goes.
 */
final class SafeText {
  private static final Pattern UNSAFE =
      Pattern.compile(
          // Operating system commands and the like, up to their end; other CSI sequences; any other
          // control.
          "\\x1b[\\]PX^_][^\\x07\\x1b]*+(?:\\x07|\\x1b\\\\)?"
              + "|\\x1b\\[(?![0-9;]{0,32}m)[0-?]*+[ -/]*+[@-~]?"
              + "|\\x1b(?!\\[[0-9;]{0,32}m)"
              + "|[\\x00-\\x08\\x0b-\\x1a\\x1c-\\x1f\\x7f-\\x9f]");

  private SafeText() {}

  static String of(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
        ? text
        : UNSAFE.matcher(text).replaceAll("");
  }
}
