package paas.cli.command;

import java.util.Collection;

/** Wording that commands share. */
public final class Text {
  private Text() {}

  /** The app as messages name it. */
  public static String app(String name) {
    return "⬢ " + name;
  }

  /** "A", "A and B", "A, B and C". */
  public static String and(Collection<String> words) {
    return join(words, " and ");
  }

  /** "A", "A or B", "A, B or C". */
  public static String or(Collection<String> words) {
    return join(words, " or ");
  }

  private static String join(Collection<String> words, String last) {
    StringBuilder text = new StringBuilder();
    int left = words.size();
    for (String word : words) {
      left--;
      text.append(word).append(left > 1 ? ", " : left == 1 ? last : "");
    }
    return text.toString();
  }
}
