package paas.platform.fault;

/** Text of any length and shape, as one line of a message may hold it. */
public final class OneLine {
  private OneLine() {}

  /**
   * The beginning of it.
   *
   * @param most characters (UTF-16); what is longer ends in an ellipsis
   */
  public static String of(String text, int most) {
    String line =
        head(text, 4 * most).replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u0085]+", " ").strip();
    return line.length() <= most ? line : head(line, most) + "…";
  }

  /** Never with half a character at its end, which strict readers of JSON refuse. */
  private static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
