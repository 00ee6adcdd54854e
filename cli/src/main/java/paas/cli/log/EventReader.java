package paas.cli.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads server-sent events (WHATWG HTML, section 9.2). */
final class EventReader {
  /** One event; an empty text for a heartbeat or a mere change of id. */
  record Event(String data, Optional<String> id) {}

  private static final int MAX_EVENT = 4 * 1024 * 1024;

  private final BufferedReader in;
  private Optional<String> id = Optional.empty();
  private OptionalLong retryMillis = OptionalLong.empty();

  EventReader(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The next event; empty when the stream ends, where an unfinished event does not count. */
  Optional<Event> next() throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty() && data.length() > 0) {
        return Optional.of(new Event(data.substring(0, data.length() - 1), id));
      }
      field(line, data);
      if (data.length() > MAX_EVENT) {
        throw new IOException("a log event is larger than " + MAX_EVENT);
      }
    }
    return Optional.empty();
  }

  /** How long the server wants clients to wait before they connect again. */
  OptionalLong retryMillis() {
    return retryMillis;
  }

  private void field(String line, StringBuilder data) {
    int colon = line.indexOf(':');
    String name = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (name) {
      case "data" -> data.append(value).append('\n');
      case "id" -> id = value.indexOf('\0') < 0 ? Optional.of(value) : id;
      case "retry" -> retryMillis = millis(value);
      default -> {}
    }
  }

  private OptionalLong millis(String value) {
    boolean digits =
        !value.isEmpty() && value.length() < 8 && value.chars().allMatch(Character::isDigit);
    return digits ? OptionalLong.of(Long.parseLong(value)) : retryMillis;
  }
}
