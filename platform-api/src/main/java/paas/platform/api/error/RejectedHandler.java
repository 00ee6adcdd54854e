package paas.platform.api.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import paas.platform.fault.Rejected;

/** The caller must act: its reason and message, as they are. */
@Singleton
@SuppressWarnings("rawtypes") // the interface's own signature
final class RejectedHandler implements ExceptionHandler<Rejected, HttpResponse<ErrorView>> {
  @Override
  public HttpResponse<ErrorView> handle(HttpRequest request, Rejected rejected) {
    return Answers.of(rejected.reason(), rejected.getMessage(), rejected.resource());
  }
}
