package paas.platform.api.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;

/** Who may read the platform's log may not do for that what a link's secret allows. */
class LoggedPathTest {
  private static final String SECRET = "Zm9vYmFyYmF6cXV4-Zm9vYmFyYmF6cXV4_Zm9vYmFyY";
  private static final String BUILD = "/apps/shop/builds/0d7f2a54-6f0b-4f3c-9a51-1c9e6f1f2b3d";

  private static List<String> logged(Class<?> of, String path, Consumer<HttpRequest<?>> work) {
    Logger logger = (Logger) LoggerFactory.getLogger(of);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      work.accept(new SimpleHttpRequest<>(HttpMethod.GET, path, Optional.empty()));
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static List<String> failed(String path) {
    return logged(
        FaultHandler.class,
        path,
        request -> new FaultHandler().handle(request, new IllegalStateException("a bug")));
  }

  private static List<String> unavailable(String path) {
    return logged(
        UnavailableHandler.class,
        path,
        request -> new UnavailableHandler().handle(request, new Unavailable("Docker is away.")));
  }

  @Test
  void theSecretOfALinkIsNotLogged() {
    assertEquals(List.of("GET /log-streams/… failed (request )"), failed("/log-streams/" + SECRET));
    assertEquals(List.of("GET /sources/… is unavailable"), unavailable("/sources/" + SECRET));
    assertEquals(
        List.of("GET /runs/…/attach is unavailable"), unavailable("/runs/" + SECRET + "/attach"));
  }

  @Test
  void allElseOfAPathIsLogged() {
    assertEquals(List.of("GET " + BUILD + " failed (request )"), failed(BUILD));
  }
}
