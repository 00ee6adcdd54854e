package paas.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of RFC 8259 text; nesting is bounded, so hostile input cannot exhaust the stack.
 */
public final class JsonReader {
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int position;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The one value that the text holds. */
  public static Json parse(String text) throws JsonSyntaxException {
    JsonReader reader = new JsonReader(text);
    reader.skipBlanks();
    Json value = reader.value();
    reader.skipBlanks();
    if (reader.position < text.length()) {
      throw reader.wrong("unexpected text after the value");
    }
    return value;
  }

  private Json value() throws JsonSyntaxException {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", Json.none());
      default -> number();
    };
  }

  private Json object() throws JsonSyntaxException {
    Map<String, Json> members = new LinkedHashMap<>();
    open();
    while (more('}', members.isEmpty())) {
      String name = string();
      skipBlanks();
      expect(':');
      skipBlanks();
      members.put(name, value());
    }
    return new Json.Struct(members);
  }

  private Json array() throws JsonSyntaxException {
    List<Json> elements = new ArrayList<>();
    open();
    while (more(']', elements.isEmpty())) {
      elements.add(value());
    }
    return new Json.Array(elements);
  }

  private void open() throws JsonSyntaxException {
    if (++depth > MAX_DEPTH) {
      throw wrong("nested too deeply");
    }
    position++;
  }

  /** Whether another element follows, with the comma consumed. */
  private boolean more(char end, boolean first) throws JsonSyntaxException {
    skipBlanks();
    if (peek() == end) {
      position++;
      depth--;
      return false;
    }
    if (!first) {
      expect(',');
      skipBlanks();
    }
    return true;
  }

  private Json word(String word, Json value) throws JsonSyntaxException {
    if (!text.startsWith(word, position)) {
      throw wrong("unexpected character");
    }
    position += word.length();
    return value;
  }

  private Json number() throws JsonSyntaxException {
    int start = position;
    accept('-');
    int integer = position;
    if (digits() > 1 && text.charAt(integer) == '0') {
      throw wrong("a number with a leading zero");
    }
    if (accept('.')) {
      digits();
    }
    if (accept('e') || accept('E')) {
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    return new Json.Numeric(text.substring(start, position));
  }

  private int digits() throws JsonSyntaxException {
    int start = position;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    if (position == start) {
      throw wrong("unexpected character");
    }
    return position - start;
  }

  private String string() throws JsonSyntaxException {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (true) {
      char c = take();
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ') {
        throw wrong("a raw control character in a string");
      }
      value.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() throws JsonSyntaxException {
    char c = take();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unicode() throws JsonSyntaxException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = take();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("a bad \\u escape");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private void skipBlanks() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private char peek() throws JsonSyntaxException {
    if (position >= text.length()) {
      throw wrong("unexpected end");
    }
    return text.charAt(position);
  }

  private char take() throws JsonSyntaxException {
    char c = peek();
    position++;
    return c;
  }

  private boolean accept(char wanted) {
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) throws JsonSyntaxException {
    if (!accept(wanted)) {
      throw wrong("expected '" + wanted + "'");
    }
  }

  private JsonSyntaxException wrong(String problem) {
    return new JsonSyntaxException(problem, position);
  }
}
