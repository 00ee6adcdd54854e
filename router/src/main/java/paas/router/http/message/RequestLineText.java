package paas.router.http.message;

import org.jspecify.annotations.Nullable;

/**
 * The router's line about one request, in Heroku's format; reused by one thread, so that a line is
 * one allocation.
 */
public final class RequestLineText {
  /**
   * Longer paths are cut, so that a line stays under the 10,000 bytes of a log line whatever is
   * escaped.
   */
  private static final int MAX_PATH = 2_000;

  /** Characters of a text of which more has no effect on a line. */
  static final int MOST_SHOWN = MAX_PATH + 1;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder text = new StringBuilder(512);

  /**
   * What a line tells beyond the request itself.
   *
   * @param failure null when the request went well
   * @param instance empty when no instance was chosen
   * @param connectMillis from the request until an instance took its connection, with all waits and
   *     attempts before; negative when no connection was made
   * @param serviceMillis negative when no instance was asked
   */
  public record Outcome(
      @Nullable Failure failure,
      String instance,
      long connectMillis,
      long serviceMillis,
      int status,
      long bytes) {}

  public String format(Forwarding request, Outcome outcome) {
    text.setLength(0);
    Failure failure = outcome.failure();
    if (failure == null || failure.isRedirect()) {
      text.append("at=info");
    } else {
      text.append("at=error");
      if (!failure.code().isEmpty()) {
        text.append(" code=").append(failure.code());
      }
      text.append(" desc=\"").append(failure.description()).append('"');
    }
    String method = request.head().method();
    text.append(" method=")
        .append(method, 0, Math.min(method.length(), RequestLineRules.MAX_METHOD));
    text.append(" path=");
    quote(request.head().path());
    text.append(" host=").append(request.head().host());
    text.append(" request_id=").append(request.requestId());
    text.append(" fwd=");
    quote(request.forwardedFor());
    text.append(" dyno=").append(outcome.instance());
    millis(" connect=", outcome.connectMillis());
    millis(" service=", outcome.serviceMillis());
    text.append(" status=").append(outcome.status());
    text.append(" bytes=").append(outcome.bytes());
    text.append(" protocol=").append(request.protocol().equals("https") ? "https" : "http");
    return text.toString();
  }

  private void millis(String name, long value) {
    text.append(name);
    if (value >= 0) {
      text.append(value).append("ms");
    }
  }

  /** Quotes, so that no request can forge a field, a line or a terminal's escape sequence. */
  private void quote(String value) {
    text.append('"');
    int length = Math.min(value.length(), MAX_PATH);
    int plain = 0;
    while (plain < length && isPlain(value.charAt(plain))) {
      plain++;
    }
    text.append(value, 0, plain);
    for (int i = plain; i < length; i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (!isPlain(c)) {
        text.append("\\x").append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
      } else {
        text.append(c);
      }
    }
    text.append(length < value.length() ? "...\"" : "\"");
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }
}
