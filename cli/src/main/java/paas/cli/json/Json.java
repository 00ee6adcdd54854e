package paas.cli.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One JSON value. Navigation never fails: what is absent reads as {@link Null}, text as empty. */
public sealed interface Json {
  /** An object; members keep their order. */
  record Object(Map<String, Json> members) implements Json {
    public Object {
      members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** This object with one member more, or replaced. */
    public Object with(String name, Json value) {
      Map<String, Json> copy = new LinkedHashMap<>(members);
      copy.put(name, value);
      return new Object(copy);
    }

    public Object with(String name, String value) {
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
  record Number(String literal) implements Json {}

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The JSON null, and everything that is absent. */
  record Null() implements Json {}

  Null NULL = new Null();

  static Object object() {
    return new Object(Map.of());
  }

  static Json of(String value) {
    return new Text(value);
  }

  static Json of(long value) {
    return new Number(Long.toString(value));
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  /** The member of an object; {@link #NULL} when absent or when this is no object. */
  default Json at(String name) {
    if (this instanceof Object object) {
      Json member = object.members.get(name);
      return member == null ? NULL : member;
    }
    return NULL;
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
    if (this instanceof Number number) {
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
