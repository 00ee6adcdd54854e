package paas.builder.dockerfile;

import java.util.ArrayList;
import java.util.List;

/**
 * The flags before an instruction's words, and those words: as BuildKit finds them ({@code
 * extractBuilderFlags}), where quotes and escapes may stand anywhere in a flag, its name too, and
 * {@code --} ends them.
 */
record BuilderFlags(List<String> flags, String rest) {
  private static final String END = "--";

  /** Copies the flags. */
  BuilderFlags {
    flags = List.copyOf(flags);
  }

  static BuilderFlags of(String text, char escape) {
    List<String> flags = new ArrayList<>();
    int at = spaces(text, 0);
    while (text.startsWith(END, at)) {
      var word = new StringBuilder();
      at = word(text, at, escape, word);
      if (word.toString().equals(END)) {
        break;
      }
      flags.add(word.toString());
      at = spaces(text, at);
    }
    return new BuilderFlags(flags, GoText.trim(text.substring(at)));
  }

  private static int spaces(String text, int from) {
    int at = from;
    while (at < text.length() && GoText.space(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Reads one word without its quotes and escapes; returns where it ends. */
  private static int word(String text, int from, char escape, StringBuilder word) {
    char quote = 0;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote == 0 && GoText.space(c)) {
        break;
      }
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c != escape) {
        word.append(c);
      } else if (at + 1 < text.length()) {
        word.append(text.charAt(++at));
      }
    }
    return at;
  }
}
