package paas.platform.intake;

import java.util.regex.Pattern;

/**
 * Foreign text on its way to the pusher's terminal: colours stay, every other control character
 * goes. Git itself passes on what a server sends (before 2.50 at least).
 */
final class TerminalText {
  private static final Pattern COLOUR_OR_CONTROL =
      Pattern.compile("(\\x1b\\[[0-9;]{0,32}m)|[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]");

  private TerminalText() {}

  /** Text that may hold newlines and tabs. */
  static String of(String text) {
    return COLOUR_OR_CONTROL
        .matcher(text)
        .replaceAll(found -> found.group(1) == null ? "" : found.group(1));
  }
}
