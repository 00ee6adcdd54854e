package paas.cli.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON, compact for the wire or indented for people; control and bidi characters are
 * escaped.
 */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonWriter(boolean indented) {
    this.indented = indented;
  }

  /** One line, for the wire. */
  public static String compact(Json value) {
    JsonWriter writer = new JsonWriter(false);
    writer.write(value, 0);
    return writer.out.toString();
  }

  /** Two blanks a level, for people and files; ends without a newline. */
  public static String pretty(Json value) {
    JsonWriter writer = new JsonWriter(true);
    writer.write(value, 0);
    return writer.out.toString();
  }

  private void write(Json value, int depth) {
    if (value instanceof Json.Struct object) {
      members(object.members(), depth);
    } else if (value instanceof Json.Array array) {
      elements(array.elements(), depth);
    } else if (value instanceof Json.Text text) {
      string(text.value());
    } else if (value instanceof Json.Null) {
      out.append("null");
    } else {
      out.append(value.text());
    }
  }

  private void members(Map<String, Json> members, int depth) {
    out.append('{');
    Iterator<Map.Entry<String, Json>> entries = members.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Json> entry = entries.next();
      newline(depth + 1);
      string(entry.getKey());
      out.append(indented ? ": " : ":");
      write(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    close('}', members.isEmpty(), depth);
  }

  private void elements(List<Json> elements, int depth) {
    out.append('[');
    for (int i = 0; i < elements.size(); i++) {
      newline(depth + 1);
      write(elements.get(i), depth + 1);
      out.append(i + 1 < elements.size() ? "," : "");
    }
    close(']', elements.isEmpty(), depth);
  }

  private void close(char end, boolean empty, int depth) {
    if (!empty) {
      newline(depth);
    }
    out.append(end);
  }

  private void newline(int depth) {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      character(value.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (Unsafe.is(c)) {
          unicode(c);
        } else {
          out.append(c);
        }
      }
    }
  }

  private void unicode(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 15));
    }
  }
}
