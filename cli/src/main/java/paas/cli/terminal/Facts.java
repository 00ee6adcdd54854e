package paas.cli.terminal;

import java.util.Map;

/**
 * What is known of the surroundings: which streams are terminals, how wide they are, whether colour
 * is wanted.
 */
public record Facts(boolean stdin, boolean stdout, boolean stderr, int width, boolean colour) {
  private static final int DEFAULT_WIDTH = 80;

  /** Nothing is a terminal. */
  public static final Facts NONE = new Facts(false, false, false, DEFAULT_WIDTH, false);

  /**
   * From what the launcher found: {@code paas.tty} names the streams that are terminals, a subset
   * of "012", and {@code paas.width} is the number of columns. NO_COLOR and a dumb TERM are
   * respected.
   */
  public static Facts of(String tty, String width, Map<String, String> env) {
    boolean colour =
        env.getOrDefault("NO_COLOR", "").isEmpty()
            && !env.getOrDefault("TERM", "dumb").equals("dumb");
    return new Facts(
        tty.contains("0"), tty.contains("1"), tty.contains("2"), columns(width), colour);
  }

  private static int columns(String width) {
    try {
      int columns = Integer.parseInt(width.trim());
      return columns < 20 ? DEFAULT_WIDTH : columns;
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }
}
