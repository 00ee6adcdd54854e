package paas.platform.api.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import paas.platform.fault.Rejected;

/**
 * The caller must act: its reason and message, as they are. Git shows its user no other body than
 * plain text.
 */
@Singleton
@SuppressWarnings("rawtypes") // the interface's own signature
final class RejectedHandler implements ExceptionHandler<Rejected, HttpResponse<?>> {
  @Override
  public HttpResponse<?> handle(HttpRequest request, Rejected rejected) {
    MutableHttpResponse<ErrorView> answer =
        Answers.of(rejected.reason(), rejected.getMessage(), rejected.resource());
    return request.getPath().contains(".git/")
        ? answer.contentType(MediaType.TEXT_PLAIN_TYPE).body(rejected.getMessage() + "\n")
        : answer;
  }
}
