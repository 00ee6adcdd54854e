package paas.platform.deploy.vitals;

/** The beginning of what an instance says, as one line of a message may hold it. */
final class Excerpt {
  private static final int MOST = 200;

  private Excerpt() {}

  static String of(String text) {
    String line =
        text.substring(0, Math.min(text.length(), 4 * MOST))
            .replaceAll("[\\p{Cntrl}\\s\\u2028\\u2029\\u0085]+", " ")
            .strip();
    return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
  }
}
