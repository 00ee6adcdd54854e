package paas.platform.store;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Lists that are one column: as JSON. */
@Singleton
class JsonText {
  static final Argument<List<String>> STRINGS = Argument.listOf(String.class);
  static final Argument<List<Map<String, String>>> OBJECTS =
      Argument.listOf(Argument.mapOf(String.class, String.class));

  private final JsonMapper mapper;

  JsonText(JsonMapper mapper) {
    this.mapper = mapper;
  }

  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  <T> T read(String text, Argument<T> type) {
    try {
      return mapper.readValue(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
