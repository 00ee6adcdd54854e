package paas.platform.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One place in a manifest while it is read: its value, its path, and where complaints go. */
final class Spot {
  private static final int SHOWN = 60;

  private final JsonNode node;
  private final String path;
  private final Complaints complaints;

  Spot(JsonNode node, String path, Complaints complaints) {
    this.node = node;
    this.path = path;
    this.complaints = complaints;
  }

  void problem(String text) {
    complaints.problem(path, text);
  }

  void note(String text) {
    complaints.note(path, text);
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean isNumber() {
    return node.isNumber();
  }

  boolean isNothing() {
    return node.isNull();
  }

  /** The members of an object, {@code most} of them; a complaint where it is none. */
  Map<String, Spot> members(int most) {
    Map<String, Spot> members = new LinkedHashMap<>();
    if (!node.isObject()) {
      expected("an object");
    } else if (node.size() > most) {
      problem("expected at most " + most + " members, found " + node.size());
    } else {
      node.properties()
          .forEach(member -> members.put(member.getKey(), at(member.getKey(), member.getValue())));
    }
    return members;
  }

  /** The elements of a list, {@code most} of them; a complaint where it is none. */
  List<Spot> elements(int most) {
    List<Spot> elements = new ArrayList<>();
    if (!node.isArray()) {
      expected("a list");
    } else if (node.size() > most) {
      problem("expected at most " + most + " elements, found " + node.size());
    } else {
      node.forEach(element ->
          elements.add(new Spot(element, path + "[" + elements.size() + "]", complaints)));
    }
    return elements;
  }

  /** Text that is not longer than {@code most} characters and holds no NUL. */
  Optional<String> text(int most) {
    if (!node.isTextual()) {
      return expected("text in quotes");
    }
    String text = node.textValue();
    if (text.length() > most || text.indexOf('\0') >= 0) {
      problem("expected at most " + most + " characters without NUL");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** Text of one line with something in it. */
  Optional<String> line(int most) {
    Optional<String> text = text(most);
    if (text.filter(t -> t.isBlank() || t.chars().anyMatch(Character::isISOControl)).isPresent()) {
      problem("expected one line of text that is not empty");
      return Optional.empty();
    }
    return text;
  }

  Optional<Boolean> flag() {
    return node.isBoolean() ? Optional.of(node.booleanValue()) : expected("true or false");
  }

  Optional<Integer> number(int least, int most) {
    boolean within =
        node.isIntegralNumber()
            && node.canConvertToInt()
            && node.intValue() >= least
            && node.intValue() <= most;
    return within
        ? Optional.of(node.intValue())
        : expected("a whole number from " + least + " to " + most);
  }

  private <T> Optional<T> expected(String what) {
    problem("expected " + what + ", found " + found());
    return Optional.empty();
  }

  private String found() {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "text";
      case NULL, MISSING -> "null";
      case NUMBER, BOOLEAN, BINARY, POJO -> shown(node.asText());
    };
  }

  private Spot at(String name, JsonNode value) {
    String below = path.isEmpty() ? shown(name) : path + "." + shown(name);
    return new Spot(value, below, complaints);
  }

  /** Foreign text as a message may hold it. */
  static String shown(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
