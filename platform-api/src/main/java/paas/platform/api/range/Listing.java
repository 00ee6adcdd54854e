package paas.platform.api.range;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list resource: what it can be sorted by (the first attribute is its own order), and the answer
 * to a request for a range of it: 200 when complete, else 206 and where to go on.
 */
public final class Listing<T> {
  private final List<Attribute<T, ?>> attributes;

  @SafeVarargs
  public Listing(Attribute<T, ?>... attributes) {
    this.attributes = List.of(attributes);
  }

  /** Sorts and cuts {@code items}, and shows those that are left. */
  public <V> HttpResponse<List<V>> answer(
      HttpRequest<?> request, List<T> items, Function<T, V> view) {
    Range range = requested(request);
    return answer(range, cut(range, items), view);
  }

  /** The range that the request asks for. */
  public static Range requested(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaders.RANGE);
    return header == null ? Range.ALL : Range.parse(header);
  }

  /** The items within the range, sorted; one more than its maximum when there are more. */
  List<T> cut(Range range, List<T> items) {
    Attribute<T, ?> attribute = attribute(range);
    return items.stream()
        .filter(attribute.within(range))
        .sorted(attribute.order(range.descending()))
        .limit(range.max() + 1L)
        .toList();
  }

  /** For items that are sorted and cut already, with one more than the maximum when there are. */
  public <V> HttpResponse<List<V>> answer(Range range, List<T> cut, Function<T, V> view) {
    boolean more = cut.size() > range.max();
    List<T> page = more ? cut.subList(0, range.max()) : cut;
    MutableHttpResponse<List<V>> response =
        HttpResponse.<List<V>>status(more ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .body(page.stream().map(view).toList());
    describe(response, range, page, more);
    return response;
  }

  private void describe(MutableHttpResponse<?> response, Range range, List<T> page, boolean more) {
    response.header(
        HttpHeaders.ACCEPT_RANGES,
        String.join(", ", attributes.stream().map(Attribute::name).toList()));
    if (page.isEmpty()) {
      return;
    }
    Attribute<T, ?> attribute = attribute(range);
    String options = "; max=" + range.max() + (range.descending() ? ", order=desc" : "");
    String last = shown(attribute, page.getLast());
    response.header(
        HttpHeaders.CONTENT_RANGE,
        attribute.name() + " " + shown(attribute, page.getFirst()) + ".." + last + options);
    if (more) {
      String end = range.last().map(Listing::shown).orElse("");
      response.header("Next-Range", attribute.name() + " ]" + last + ".." + end + options);
    }
  }

  private static String shown(Range.Bound bound) {
    return bound.value() + (bound.exclusive() ? "[" : "");
  }

  private static <T, K extends Comparable<K>> String shown(Attribute<T, K> attribute, T item) {
    return attribute.key().apply(item).toString();
  }

  private Attribute<T, ?> attribute(Range range) {
    if (range.attribute().isEmpty()) {
      return attributes.getFirst();
    }
    Optional<Attribute<T, ?>> named =
        attributes.stream().filter(a -> a.name().equals(range.attribute())).findFirst();
    return named.orElseThrow(() ->
        Range.unsatisfiable(
            "This list cannot be sorted by '"
                + range.attribute()
                + "': use "
                + String.join(" or ", attributes.stream().map(Attribute::name).toList())
                + "."));
  }
}
