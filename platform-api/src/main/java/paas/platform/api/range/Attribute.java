package paas.platform.api.range;

import java.util.Comparator;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Something that a list can be sorted by and cut at: its name, and how items and text show it. */
public record Attribute<T, K extends Comparable<K>>(
    String name, Function<T, K> key, Function<String, K> parse) {

  public static <T> Attribute<T, String> text(String name, Function<T, String> key) {
    return new Attribute<>(name, key, Function.identity());
  }

  /** Sorted as text, since that is how clients see them. */
  public static <T> Attribute<T, String> id(Function<T, UUID> key) {
    return text("id", item -> key.apply(item).toString());
  }

  Comparator<T> order(boolean descending) {
    Comparator<T> ascending = Comparator.comparing(key);
    return descending ? ascending.reversed() : ascending;
  }

  Predicate<T> within(Range range) {
    return item ->
        range.first().stream().allMatch(bound -> past(item, bound, range.descending()))
            && range.last().stream().allMatch(bound -> past(item, bound, !range.descending()));
  }

  /** Whether the item lies at the bound or, in the given direction, behind it. */
  private boolean past(T item, Range.Bound bound, boolean descending) {
    int compared = key.apply(item).compareTo(parsed(bound.value()));
    return compared == 0 ? !bound.exclusive() : descending ? compared < 0 : compared > 0;
  }

  private K parsed(String value) {
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw Range.unsatisfiable("The Range header's bound is no value of " + name + ".");
    }
  }
}
