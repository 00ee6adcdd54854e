package paas.router.http.message;

import io.netty.handler.codec.http.HttpHeaderNames;

/** What a failure of the router's own is called to clients of gRPC. */
public final class Grpc {
  public static final String CONTENT_TYPE = "application/grpc";

  private Grpc() {}

  /** Whether the request is a call by gRPC, and not its variant for browsers. */
  public static boolean isCall(RequestHead request) {
    String type = request.field(HttpHeaderNames.CONTENT_TYPE);
    int length = CONTENT_TYPE.length();
    return type.regionMatches(true, 0, CONTENT_TYPE, 0, length)
        && (type.length() == length || type.charAt(length) == '+' || type.charAt(length) == ';');
  }

  /**
   * The status of the call; those that gRPC's own mapping has for HTTP statuses
   * (http-grpc-status-mapping.md), and RESOURCE_EXHAUSTED for what is too large.
   */
  public static String statusOf(Failure failure) {
    return switch (failure.status()) {
      case 400, 417 -> "13";
      case 401 -> "16";
      case 403 -> "7";
      case 404 -> "12";
      case 413, 414, 431 -> "8";
      case 429, 502, 503, 504 -> "14";
      default -> "2";
    };
  }

  /** For people: the code first, as they find it in the log. */
  public static String messageOf(Failure failure, String requestId) {
    String code = failure.code().isEmpty() ? "" : failure.code() + " ";
    return code + failure.description() + ": " + failure.advice() + " Request " + requestId;
  }
}
