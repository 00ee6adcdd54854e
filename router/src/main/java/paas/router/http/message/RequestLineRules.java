package paas.router.http.message;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** What the words of a request line may be made of, and what they say. */
final class RequestLineRules {
  static final int MAX_METHOD = 32;

  private RequestLineRules() {}

  static boolean isMethod(String method) {
    if (method.isEmpty() || method.length() > MAX_METHOD || method.equals("CONNECT")) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_')) {
        return false;
      }
    }
    return true;
  }

  /** Whether it asks for nothing more when it is asked twice (RFC 9110 section 9.2.2). */
  static boolean isIdempotent(String method) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
      default -> false;
    };
  }

  static boolean isTarget(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }

  /** What is wrong with a head that could not be read. */
  static Failure failureOf(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> Failure.LINE_TOO_LONG;
      case TooLongHttpHeaderException _ -> Failure.HEADER_TOO_LONG;
      default -> Failure.BAD_REQUEST;
    };
  }
}
