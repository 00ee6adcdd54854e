package paas.platform.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import paas.platform.fault.Rejected;

/**
 * A JSON object, read leniently: clients send numbers and booleans as strings. A member that is
 * null is as good as absent, but for {@link #entries}.
 */
public final class Input {
  /** Of a number with an exponent that is written out. */
  private static final int MOST_DIGITS = 100;

  private final Map<String, JsonNode> members;

  Input(Map<String, JsonNode> members) {
    this.members = members;
  }

  static Input of(JsonNode object) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    return new Input(members);
  }

  private Optional<JsonNode> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(node -> !node.isNull());
  }

  public boolean has(String name) {
    return member(name).isPresent();
  }

  /** A string, or a number or boolean as one. */
  public Optional<String> text(String name) {
    return member(name).map(node -> scalar(name, node));
  }

  /** The first of several spellings. */
  public Optional<String> text(String name, String otherwise) {
    return text(name).or(() -> text(otherwise));
  }

  /** A member that must be there and not empty. */
  public String need(String name) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> Rejected.invalid("'" + name + "' is missing from the request."));
  }

  public Optional<Boolean> flag(String name) {
    return text(name).map(text -> parseFlag(name, text));
  }

  private static boolean parseFlag(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Rejected.invalid("'" + name + "' must be true or false.");
    };
  }

  public Optional<Integer> integer(String name) {
    return text(name).map(text -> parseInteger(name, text));
  }

  private static int parseInteger(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Rejected.invalid("'" + name + "' must be a whole number.");
    }
  }

  public Optional<Input> object(String name) {
    return member(name).map(node -> asObject(name, node));
  }

  /** A reference, as its text or as an object that holds it: {@code "x"}, {@code {"id":"x"}}. */
  public Optional<String> reference(String name, String... members) {
    Optional<JsonNode> node = member(name);
    if (node.filter(JsonNode::isObject).isEmpty()) {
      return node.map(value -> scalar(name, value));
    }
    Input object = of(node.get());
    return Stream.of(members).flatMap(member -> object.text(member).stream()).findFirst();
  }

  /** A list of strings; empty when absent. */
  public List<String> texts(String name) {
    return member(name).stream()
        .flatMap(node -> elements(name, node))
        .map(node -> scalar(name, node))
        .toList();
  }

  /** A list of strings, or one alone; empty when absent. */
  public List<String> textOrTexts(String name) {
    return member(name).filter(JsonNode::isArray).isPresent()
        ? texts(name)
        : text(name).stream().toList();
  }

  /** A list of objects; empty when absent. */
  public List<Input> objects(String name) {
    return member(name).stream()
        .flatMap(node -> elements(name, node))
        .map(node -> asObject(name, node))
        .toList();
  }

  private static Stream<JsonNode> elements(String name, JsonNode node) {
    if (!node.isArray()) {
      throw Rejected.invalid("'" + name + "' must be a list.");
    }
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static Input asObject(String name, JsonNode node) {
    if (!node.isObject()) {
      throw Rejected.invalid("'" + name + "' must be an object.");
    }
    return of(node);
  }

  /** Every member as text; empty stands for null. */
  public Map<String, Optional<String>> entries() {
    Map<String, Optional<String>> entries = new LinkedHashMap<>();
    members.forEach((name, node) ->
        entries.put(name, node.isNull() ? Optional.empty() : Optional.of(scalar(name, node))));
    return entries;
  }

  private static String scalar(String name, JsonNode node) {
    if (node.isArray() || node.isObject()) {
      String cut = name.length() > 40 ? name.substring(0, 40) + "…" : name;
      throw Rejected.invalid(
          "'" + cut.replaceAll("\\p{Cntrl}", "?") + "' must be a string, not a list or an object.");
    }
    return node.isBigDecimal() ? digits(node.decimalValue()) : node.asText();
  }

  /** As it was written, but for exponents. */
  private static String digits(BigDecimal number) {
    boolean isShort = number.scale() >= -MOST_DIGITS && number.scale() <= MOST_DIGITS;
    return isShort ? number.toPlainString() : number.toString();
  }
}
