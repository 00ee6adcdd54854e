package paas.cli.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON value. Navigation never fails: what is absent reads as {@link Null}, text as empty. */
public sealed interface Json {
  /** An object; members keep their order. */
  record Struct(Map<String, Json> members) implements Json {
    public Struct {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** This object with one member more, or replaced. */
    public Struct with(String name, Json value) {
      Map<String, Json> copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Struct(copy);
    }

    public Struct with(String name, String value) {
      return with(name, new Text(value));
    }
  }

  /** An array. */
  record Array(List<Json> elements) implements Json {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /** A string. */
  record Text(String value) implements Json {}

  /** A number, kept as it was written. */
  record Numeric(String literal) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The JSON null, and everything that is absent. */
  record Null() implements Json {
    private static final Null ONLY = new Null();
  }

  /** The null. */
  static Null none() {
    return Null.ONLY;
  }

  static Struct object() {
    return new Struct(Map.of());
  }

  static Json of(String value) {
    return new Text(value);
  }

  static Json of(long value) {
    return new Numeric(Long.toString(value));
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  /** The member of an object; null when absent or when this is no object. */
  default Json at(String name) {
    if (this instanceof Struct struct) {
      Json member = struct.members.get(name);
      return member == null ? none() : member;
    }
    return none();
  }

  /** The elements of an array; none when this is no array. */
  default List<Json> elements() {
    return List.of();
  }

  /** The members of an object; none when this is no object. */
  default Map<String, Json> members() {
    return Map.of();
  }

  /** The text of a string, number or boolean; empty for everything else. */
  default String text() {
    if (this instanceof Text text) {
      return text.value;
    }
    if (this instanceof Numeric number) {
      return number.literal;
    }
    return this instanceof Bool bool ? String.valueOf(bool.value) : "";
  }

  /** The text when there is some. */
  default Optional<String> found() {
    return text().isEmpty() ? Optional.empty() : Optional.of(text());
  }

  /** Whether this is true, also as the string that some clients send. */
  default boolean isTrue() {
    return text().equals("true");
  }

  /** The whole number that this is, or the other one. */
  default long number(long otherwise) {
    try {
      return new BigDecimal(text()).longValue();
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
