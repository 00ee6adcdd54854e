package paas.platform.deploy.vitals;

/** The beginning of what an instance says, as one line of a message may hold it. */
final class Excerpt {
  private static final int MOST = 200;

  private Excerpt() {}

  static String of(String text) {
    String line =
        head(text, 4 * MOST).replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u0085]+", " ").strip();
    return line.length() <= MOST ? line : head(line, MOST) + "…";
  }

  /** Never with half a character at its end, which strict readers of JSON refuse. */
  private static String head(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
