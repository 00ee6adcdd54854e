package paas.platform.api.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.api.wire.Exchange;
import paas.platform.fault.Reason;

/**
 * Our own bug: the trace goes to the log, the caller gets the request id that finds it there and
 * nothing else, since a message may hold what is secret.
 */
@Singleton
@SuppressWarnings("rawtypes") // the interface's own signature
final class FaultHandler implements ExceptionHandler<Throwable, HttpResponse<ErrorView>> {
  private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

  @Override
  public HttpResponse<ErrorView> handle(HttpRequest request, Throwable fault) {
    String id = Exchange.requestId((HttpRequest<?>) request);
    LOG.error(
        "{} {} failed (request {})",
        request.getMethod(),
        LoggedPath.of((HttpRequest<?>) request),
        id,
        fault);
    String message =
        "The platform failed at this; its log says why, at request " + id + ". Try again.";
    return Answers.of(Reason.INTERNAL, message, Optional.empty());
  }
}
