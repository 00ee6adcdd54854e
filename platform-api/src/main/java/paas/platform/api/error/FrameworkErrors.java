package paas.platform.api.error;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import paas.platform.fault.Reason;

/** Micronaut's own refusals (no such route, wrong method, too large, …) in our form. */
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<ErrorView> {
  @Override
  public MutableHttpResponse<ErrorView> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = response.status();
    return response
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(ErrorView.of(id(status), message(status)));
  }

  private static String id(HttpStatus status) {
    for (Reason reason : List.of(Reason.values())) {
      if (reason.status() == status.getCode()) {
        return reason.id();
      }
    }
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String message(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "The requested API endpoint was not found; does its path begin with /apps?";
      case METHOD_NOT_ALLOWED -> "This API endpoint does not answer that method.";
      // The server says so of all three.
      case REQUEST_ENTITY_TOO_LARGE -> "The request's body, its headers or its URL are too large.";
      default -> status.getReason() + ".";
    };
  }
}
