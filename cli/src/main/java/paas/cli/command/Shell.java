package paas.cli.command;

/** Quoting for POSIX shells. */
public final class Shell {
  private static final String PLAIN = "_-./:=@%+,";

  private Shell() {}

  /** The text as one word that a shell reads back exactly. */
  public static String quote(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0);
  }
}
