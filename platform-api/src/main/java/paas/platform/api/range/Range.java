package paas.platform.api.range;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/**
 * A parsed {@code Range} header: which attribute the list is sorted by, from where to where, how
 * many at most, and in which direction.
 *
 * @param attribute empty for the list's own order
 */
public record Range(
    String attribute, Optional<Bound> first, Optional<Bound> last, int max, boolean descending) {
  /** Where a range begins or ends; {@code ]} before a value leaves it out. */
  public record Bound(String value, boolean exclusive) {}

  static final int DEFAULT_MAX = 200;
  static final int MAX = 1000;

  /** The whole list, in its own order, up to the default size of a page. */
  public static final Range ALL =
      new Range("", Optional.empty(), Optional.empty(), DEFAULT_MAX, false);

  private static final int LONGEST = 1000;
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?<attribute>[A-Za-z_]+)\\s+(?<fromOpen>\\])?(?<from>[^;,\\[\\]]*?)\\.\\."
              + "(?<toOpen>\\[)?(?<to>[^;,\\[\\]]*?)(?<toOpen2>\\[)?\\s*(?<options>[;,].*)?");

  /** An empty header, and HTTP's own byte ranges, ask for everything. */
  public static Range parse(String header) {
    String text = header.strip();
    if (text.isEmpty() || text.startsWith("bytes")) {
      return ALL;
    }
    Matcher matcher = GRAMMAR.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw unsatisfiable(
          "The Range header is not understood: use `name ..; max=200, order=desc`, say.");
    }
    Range range =
        new Range(
            matcher.group("attribute"),
            bound(matcher.group("from"), matcher.group("fromOpen") != null),
            bound(
                matcher.group("to"),
                matcher.group("toOpen") != null || matcher.group("toOpen2") != null),
            DEFAULT_MAX,
            false);
    String options = matcher.group("options");
    return options == null ? range : range.with(options);
  }

  private static Optional<Bound> bound(String value, boolean exclusive) {
    return value.isBlank() ? Optional.empty() : Optional.of(new Bound(value.strip(), exclusive));
  }

  private Range with(String options) {
    Range range = this;
    for (String option : options.split("[;,]")) {
      range = range.withOption(option.strip());
    }
    return range;
  }

  private Range withOption(String option) {
    if (option.isEmpty()) {
      return this;
    }
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals).strip();
    String value = equals < 0 ? "" : option.substring(equals + 1).strip();
    return switch (name) {
      case "max" -> new Range(attribute, first, last, maximum(value), descending);
      case "order" -> new Range(attribute, first, last, max, descends(value));
      default -> this;
    };
  }

  private static int maximum(String value) {
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) == 0) {
      throw unsatisfiable("The Range header's max must be 1 to " + MAX + ".");
    }
    return Math.min(MAX, Integer.parseInt(value));
  }

  private static boolean descends(String value) {
    return switch (value) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw unsatisfiable("The Range header's order must be asc or desc.");
    };
  }

  static Rejected unsatisfiable(String message) {
    return new Rejected(Reason.RANGE_NOT_SATISFIABLE, message);
  }
}
