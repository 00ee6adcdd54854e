package paas.platform.api.error;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;
import paas.platform.fault.Reason;

/** Builds the answer for a reason; the headers that go with some statuses are set here only. */
final class Answers {
  private static final String RETRY_SECONDS = "60";

  private Answers() {}

  static MutableHttpResponse<ErrorView> of(
      Reason reason, String message, Optional<String> resource) {
    MutableHttpResponse<ErrorView> response =
        HttpResponse.<ErrorView>status(reason.status(), reason.id())
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(new ErrorView(reason.id(), message, resource));
    switch (reason) {
      case UNAUTHORIZED -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"paas\"");
      case RATE_LIMIT -> response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      default -> {}
    }
    return response;
  }
}
