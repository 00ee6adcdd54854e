package paas.platform.api.wire;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A JSON object to be sent, member by member in the order they were added. Each resource's shape is
 * built in one method, so that it reads like the API's documentation.
 */
public final class Shape {
  /** Writes one value. */
  private interface Value {
    void write(Encoder encoder) throws IOException;
  }

  private final Map<String, Value> members = new LinkedHashMap<>();

  /** An object without members. */
  public static Shape empty() {
    return new Shape();
  }

  /** What most references look like. */
  public static Shape reference(UUID id, String name) {
    return new Shape().with("id", id).with("name", name);
  }

  public Shape with(String name, String value) {
    return put(name, encoder -> encoder.encodeString(value));
  }

  public Shape with(String name, UUID value) {
    return with(name, value.toString());
  }

  public Shape with(String name, Instant value) {
    return with(name, Moments.of(value));
  }

  public Shape with(String name, long value) {
    return put(name, encoder -> encoder.encodeLong(value));
  }

  public Shape with(String name, double value) {
    return put(name, encoder -> encoder.encodeDouble(value));
  }

  public Shape with(String name, boolean value) {
    return put(name, encoder -> encoder.encodeBoolean(value));
  }

  public Shape with(String name, Shape value) {
    return put(name, value::write);
  }

  public Shape with(String name, List<Shape> values) {
    return put(name, encoder -> writeAll(encoder, values));
  }

  public Shape texts(String name, List<String> values) {
    return put(name, encoder -> writeTexts(encoder, values));
  }

  /** Null when absent. */
  public Shape with(String name, Optional<String> value) {
    return value.map(text -> with(name, text)).orElseGet(() -> none(name));
  }

  /** An object, or null when absent. */
  public Shape withObject(String name, Optional<Shape> value) {
    return value.map(shape -> with(name, shape)).orElseGet(() -> none(name));
  }

  /** Members that are always null here; clients expect them to be there. */
  public Shape none(String... names) {
    for (String name : names) {
      put(name, Encoder::encodeNull);
    }
    return this;
  }

  private Shape put(String name, Value value) {
    members.put(name, value);
    return this;
  }

  private void write(Encoder encoder) throws IOException {
    Encoder object = encoder.encodeObject(Argument.of(Shape.class));
    for (Map.Entry<String, Value> member : members.entrySet()) {
      object.encodeKey(member.getKey());
      member.getValue().write(object);
    }
    object.finishStructure();
  }

  private static void writeAll(Encoder encoder, List<Shape> values) throws IOException {
    Encoder array = encoder.encodeArray(Argument.listOf(Shape.class));
    for (Shape value : values) {
      value.write(array);
    }
    array.finishStructure();
  }

  private static void writeTexts(Encoder encoder, List<String> values) throws IOException {
    Encoder array = encoder.encodeArray(Argument.listOf(String.class));
    for (String value : values) {
      array.encodeString(value);
    }
    array.finishStructure();
  }

  /** Hands shapes to Micronaut's JSON writer. */
  @Singleton
  static final class Writer implements Serializer<Shape> {
    @Override
    public void serialize(
        Encoder encoder, EncoderContext context, Argument<? extends Shape> type, Shape value)
        throws IOException {
      value.write(encoder);
    }
  }
}
