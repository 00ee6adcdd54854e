package paas.cli.ps;

import java.util.Optional;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/**
 * One change to the formation: {@code web=3}, {@code worker+1}, {@code web=2:size}; the server does
 * the sums.
 */
record ScaleChange(String type, String quantity, Optional<String> size) {

  static ScaleChange parse(String word) {
    int split = split(word);
    if (split <= 0) {
      throw wrong(word);
    }
    String type = word.substring(0, split);
    boolean assigned = word.charAt(split) == '=';
    String rest = word.substring(assigned ? split + 1 : split);
    int colon = rest.indexOf(':');
    String quantity = colon < 0 ? rest : rest.substring(0, colon);
    if (!isType(type) || !isQuantity(quantity)) {
      throw wrong(word);
    }
    if (assigned && quantity.startsWith("-")) {
      throw Failure.usage(
          "'" + word + "' could mean two things; for fewer write " + type + quantity + ".");
    }
    return new ScaleChange(
        type, quantity, colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1)));
  }

  Json json() {
    Json.Struct change = Json.object().with("type", type).with("quantity", quantity);
    return size.isPresent() ? change.with("size", size.get()) : change;
  }

  /** Where the type ends: at the equals sign, else at the sign of a relative number. */
  private static int split(String word) {
    int equals = word.indexOf('=');
    return equals >= 0 ? equals : Math.max(word.lastIndexOf('+'), word.lastIndexOf('-'));
  }

  private static boolean isType(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
  }

  private static boolean isQuantity(String text) {
    String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    return !digits.isEmpty()
        && digits.length() <= 4
        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Failure wrong(String word) {
    return Failure.usage("'" + word + "' is no change of scale; write web=3, web=+1 or worker-1.");
  }
}
