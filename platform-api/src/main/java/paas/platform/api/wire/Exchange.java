package paas.platform.api.wire;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.FilterPatternStyle;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.UUID;
import java.util.regex.Pattern;

/** What every request and answer has in common: a request id, and JSON whatever was asked for. */
@ServerFilter(patternStyle = FilterPatternStyle.ANT, value = ServerFilter.MATCH_ALL_PATTERN)
public final class Exchange implements Ordered {
  private static final String ATTRIBUTE = "paas.request-id";
  private static final String HEADER = "Request-Id";

  /**
   * As at Heroku in an hour. There is no limit on good requests; clients look for one all the same.
   */
  public static final int REQUESTS_LEFT = 4500;

  private static final String LEFT = "RateLimit-Remaining";

  /** As the router passes it on. */
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9+/=-]{20,200}");

  /** The id that the answer and our log carry. */
  public static String requestId(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class).orElse("");
  }

  /**
   * Accept is dropped unless it asks for an event stream: clients name a dozen variants of the
   * Heroku media type, and get JSON by all of them.
   */
  @PreMatching
  @RequestFilter
  void normalize(MutableHttpRequest<?> request) {
    String given = request.getHeaders().get("X-Request-Id");
    boolean keep = given != null && GRAMMAR.matcher(given).matches();
    request.setAttribute(ATTRIBUTE, keep ? given : UUID.randomUUID().toString());
    String accept = request.getHeaders().get(HttpHeaders.ACCEPT);
    if (accept != null && !accept.contains("text/event-stream")) {
      request.getHeaders().remove(HttpHeaders.ACCEPT);
    }
  }

  @ResponseFilter
  void mark(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.getHeaders().set(HEADER, requestId(request));
    response.getHeaders().set(LEFT, Integer.toString(left(response)));
    if (!response.getHeaders().contains(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
  }

  private static int left(MutableHttpResponse<?> response) {
    return response.code() == HttpStatus.TOO_MANY_REQUESTS.getCode() ? 0 : REQUESTS_LEFT;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
