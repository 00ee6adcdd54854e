package paas.platform.api.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Reason;
import paas.platform.fault.Unavailable;

/** The surroundings must change: 503, with the message, as it says what to do. */
@Singleton
@SuppressWarnings("rawtypes") // the interface's own signature
final class UnavailableHandler implements ExceptionHandler<Unavailable, HttpResponse<ErrorView>> {
  private static final Logger LOG = LoggerFactory.getLogger(UnavailableHandler.class);

  @Override
  public HttpResponse<ErrorView> handle(HttpRequest request, Unavailable unavailable) {
    LOG.warn(
        "{} {} is unavailable",
        request.getMethod(),
        LoggedPath.of((HttpRequest<?>) request),
        unavailable);
    return Answers.of(
        Reason.UNAVAILABLE, String.valueOf(unavailable.getMessage()), Optional.empty());
  }
}
