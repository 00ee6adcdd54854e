package paas.builder.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Words of an instruction: split at white space outside quotes, and rid of the quotes. */
final class Words {
  private Words() {}

  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (char c : text.toCharArray()) {
      if (quote == 0 && Character.isWhitespace(c)) {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
          open = false;
        }
        continue;
      }
      open = true;
      if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        word.append(c);
      }
    }
    // A quote without its end is kept, so that the word is seen to be unknowable.
    if (open) {
      words.add(quote == 0 ? word.toString() : quote + word.toString());
    }
    return words;
  }
}
