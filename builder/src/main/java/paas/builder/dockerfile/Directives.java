package paas.builder.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the lines at a Dockerfile's head ask of its parser: which characters may be the escape, and
 * which lines would fetch another frontend. Engines differ in where the head ends and in how a
 * frontend is asked for; this takes whatever any of them takes.
 */
record Directives(Set<Character> escapes, Set<Integer> syntaxLines) {
  private static final char USUAL = '\\';
  private static final Pattern DIRECTIVE =
      Pattern.compile("(?:#|//)\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.*?)\\s*");

  /** Copies the sets. */
  Directives {
    escapes = Set.copyOf(escapes);
    syntaxLines = Set.copyOf(syntaxLines);
  }

  static Directives of(List<String> lines) {
    Set<Character> escapes = new TreeSet<>(Set.of(USUAL));
    Set<Integer> syntaxLines = new TreeSet<>();
    boolean first = true;
    for (int index = 0; index < lines.size() && head(lines.get(index)); index++) {
      Matcher matcher = DIRECTIVE.matcher(GoText.trim(lines.get(index)));
      String name = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
      if (name.equals("syntax")) {
        syntaxLines.add(index);
      } else if (name.equals("escape") && matcher.group(2).length() == 1) {
        // Behind other comments it is one to some engines only.
        if (first && lines.get(index).startsWith("#")) {
          escapes.clear();
        }
        escapes.add(matcher.group(2).charAt(0));
        first = false;
      } else {
        first = false;
      }
    }
    return new Directives(escapes, syntaxLines);
  }

  private static boolean head(String line) {
    String text = GoText.trim(line);
    return text.isEmpty() || text.startsWith("#") || text.startsWith("//");
  }
}
