package paas.platform.api.runs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A text frame: {@code {"type":"resize","columns":80,"lines":24}} and so on. The first three come
 * from the client, the others from us.
 */
sealed interface Control {
  /** The client's window changed. */
  record Resize(int columns, int lines) implements Control {}

  /** The client's user asked for a signal, by its name without SIG. */
  record Signal(String name) implements Control {}

  /** The client's stdin ended. */
  record Eof() implements Control {}

  /** The process ended; nothing follows. */
  record Exit(int code) implements Control {}

  /** The run cannot be, or cannot go on; nothing follows. */
  record Error(String message) implements Control {}

  /** What a terminal or a person sends; anything else is none of the client's business. */
  Set<String> SIGNALS = Set.of("INT", "TERM", "HUP", "QUIT", "USR1", "USR2", "KILL");

  int LARGEST_WINDOW = 10_000;

  JsonFactory JSON = new JsonFactory();

  default String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      write(generator);
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(JsonGenerator generator) throws IOException {
    switch (this) {
      case Resize(int columns, int lines) -> {
        generator.writeStringField("type", "resize");
        generator.writeNumberField("columns", columns);
        generator.writeNumberField("lines", lines);
      }
      case Signal(String name) -> {
        generator.writeStringField("type", "signal");
        generator.writeStringField("name", name);
      }
      case Eof() -> generator.writeStringField("type", "eof");
      case Exit(int code) -> {
        generator.writeStringField("type", "exit");
        generator.writeNumberField("code", code);
      }
      case Error(String message) -> {
        generator.writeStringField("type", "error");
        generator.writeStringField("message", message);
      }
    }
  }

  /** What a client sent; absent for anything that is not understood, which is let pass. */
  static Optional<Control> parse(String text) {
    try {
      Map<String, String> members = members(text);
      return switch (members.getOrDefault("type", "")) {
        case "resize" -> Optional.of(new Resize(size(members, "columns"), size(members, "lines")));
        case "signal" -> signal(members.getOrDefault("name", ""));
        case "eof" -> Optional.of(new Eof());
        default -> Optional.empty();
      };
    } catch (IOException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Control> signal(String name) {
    return SIGNALS.contains(name) ? Optional.of(new Signal(name)) : Optional.empty();
  }

  private static int size(Map<String, String> members, String name) {
    int size = Integer.parseInt(members.getOrDefault(name, ""));
    if (size < 1 || size > LARGEST_WINDOW) {
      throw new NumberFormatException(name);
    }
    return size;
  }

  /** The scalars of a flat object. */
  private static Map<String, String> members(String text) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (!parser.nextToken().isScalarValue()) {
          throw new IOException("not flat");
        }
        members.put(name, parser.getText());
      }
    }
    return members;
  }
}
