package paas.cli.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The entries of a git config file, read as git reads them (git-config(1), "Syntax"); includes are
 * not followed.
 */
public final class GitConfig {
  /** One variable; the subsection is empty where there is none. */
  public record Entry(String section, String subsection, String key, String value) {}

  private final List<Entry> entries = new ArrayList<>();
  private final String text;
  private int position;
  private String section = "";
  private String subsection = "";

  private GitConfig(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  /** The entries in their order; what is malformed is skipped to the end of its line. */
  public static List<Entry> parse(String text) {
    GitConfig config = new GitConfig(text);
    while (config.position < config.text.length()) {
      config.line();
    }
    return config.entries;
  }

  /** The URL of each remote by name; the last one counts where several are set. */
  public static Map<String, String> remotes(List<Entry> entries) {
    Map<String, String> remotes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.section.equals("remote") && entry.key.equals("url")) {
        remotes.put(entry.subsection, entry.value);
      }
    }
    return remotes;
  }

  private void line() {
    skipBlanks();
    char c = peek();
    if (c == '[') {
      header();
    } else if (Character.isLetter(c)) {
      variable();
    } else {
      skipLine();
    }
  }

  private void header() {
    position++;
    StringBuilder name = new StringBuilder();
    while (Character.isLetterOrDigit(peek()) || peek() == '-' || peek() == '.') {
      name.append(next());
    }
    section = name.toString().toLowerCase(Locale.ROOT);
    subsection = "";
    skipBlanks();
    if (peek() == '"') {
      subsection = quoted();
    }
    // A variable may follow on the same line.
    if (peek() == ']') {
      position++;
    } else {
      skipLine();
    }
  }

  private String quoted() {
    position++;
    StringBuilder name = new StringBuilder();
    while (peek() != '"' && peek() != '\n' && peek() != 0) {
      if (peek() == '\\') {
        position++;
      }
      name.append(next());
    }
    next();
    return name.toString();
  }

  private void variable() {
    StringBuilder key = new StringBuilder();
    while (Character.isLetterOrDigit(peek()) || peek() == '-') {
      key.append(next());
    }
    skipBlanks();
    String name = key.toString().toLowerCase(Locale.ROOT);
    if (peek() == '=') {
      position++;
      entries.add(new Entry(section, subsection, name, value()));
    } else {
      entries.add(new Entry(section, subsection, name, "true"));
      skipLine();
    }
  }

  private String value() {
    skipBlanks();
    StringBuilder value = new StringBuilder();
    int kept = 0;
    boolean quotes = false;
    while (true) {
      char c = next();
      if (c == 0 || c == '\n') {
        break;
      }
      if (!quotes && (c == '#' || c == ';')) {
        skipLine();
        break;
      }
      if (c == '"') {
        quotes = !quotes;
        kept = value.length();
      } else if (c == '\\') {
        escape(value);
        kept = value.length();
      } else {
        value.append(c);
        kept = quotes || !Character.isWhitespace(c) ? value.length() : kept;
      }
    }
    return value.substring(0, kept);
  }

  private void escape(StringBuilder value) {
    char c = next();
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'b' -> value.append('\b');
      case '\n', 0 -> {}
      default -> value.append(c);
    }
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end + 1;
  }

  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private char next() {
    char c = peek();
    position = Math.min(position + 1, text.length());
    return c;
  }
}
