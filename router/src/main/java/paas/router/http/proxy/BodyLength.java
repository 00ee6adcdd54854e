package paas.router.http.proxy;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Holds a response of HTTP/2, whose frames say where it ends, to the length that its head tells: to
 * HTTP/1.1 clients that alone says so.
 */
final class BodyLength {
  private static final long UNKNOWN = -1;

  private long left = UNKNOWN;

  /**
   * @param bodiless whether what is answered has no body, whatever its head says
   */
  void expect(HttpResponse response, boolean bodiless) {
    int status = response.status().code();
    String told = response.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    if (bodiless || status == 204 || status == 304 || response instanceof FullHttpResponse) {
      left = 0;
    } else {
      left = told == null ? UNKNOWN : parse(told);
    }
  }

  /** One that is no number is refused with its head. */
  private static long parse(String told) {
    boolean number = told.length() <= 18 && told.chars().allMatch(c -> c >= '0' && c <= '9');
    return number && !told.isEmpty() ? Long.parseLong(told) : 0;
  }

  /** Counts these bytes. */
  boolean admits(int bytes) {
    if (left == UNKNOWN) {
      return true;
    }
    boolean fits = bytes <= left;
    left -= fits ? bytes : 0;
    return fits;
  }

  boolean isMet() {
    return left <= 0;
  }
}
