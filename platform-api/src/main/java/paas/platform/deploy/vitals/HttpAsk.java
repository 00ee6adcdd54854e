package paas.platform.deploy.vitals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import paas.platform.health.Answer;
import paas.platform.health.Ask;
import paas.router.http.Protocol;

/**
 * Asks by HTTP and judges the answer; a redirect is an answer like others unless it is followed.
 */
final class HttpAsk implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;

  private final HttpGet client = new HttpGet();

  Answer answer(Patient patient, Ask.Http ask, Duration timeout) {
    int port = ask.port().orElse(patient.port());
    String asked = "GET http://" + patient.address() + ":" + port + ask.path();
    long start = System.nanoTime();
    try {
      HttpGet.Page page = page(patient, ask, port, start + timeout.toNanos());
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return judged(ask, page, asked, took);
    } catch (ConnectException | NoRouteToHostException e) {
      return new Answer.Silent(probe(asked, "nothing listens there", start));
    } catch (TimeoutException e) {
      return new Answer.Ill(
          probe(asked, "no whole answer within " + timeout.toSeconds() + " s", start));
    } catch (IOException e) {
      return new Answer.Ill(probe(asked, "no HTTP answer (" + e.getMessage() + ")", start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unasked(probe(asked, "could not be asked", start));
    }
  }

  private HttpGet.Page page(Patient patient, Ask.Http ask, int port, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    String path = ask.path();
    Protocol protocol = port == patient.port() ? patient.protocol() : Protocol.HTTP_1;
    for (int redirects = 0; ; redirects++) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      HttpGet.Page page =
          client.get(
              new HttpGet.Request(
                  patient.address(), port, protocol, patient.host(), path, ask.headers()),
              left);
      Optional<String> next = ask.follow() ? within(patient, path, page) : Optional.empty();
      if (next.isEmpty() || redirects == MOST_REDIRECTS) {
        return page;
      }
      path = next.get();
    }
  }

  /** Where a redirect leads to, if that is the instance itself. */
  private static Optional<String> within(Patient patient, String path, HttpGet.Page page) {
    if (page.status() < 300 || page.status() > 399 || page.location().isEmpty()) {
      return Optional.empty();
    }
    try {
      URI here = URI.create("http://" + patient.host() + path);
      URI there = here.resolve(page.location());
      String query = there.getRawQuery() == null ? "" : "?" + there.getRawQuery();
      String target = there.getRawPath().isEmpty() ? "/" : there.getRawPath();
      return Optional.of(target + query)
          .filter(t -> here.getScheme().equals(there.getScheme()))
          .filter(t -> patient.host().equalsIgnoreCase(there.getHost()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Answer judged(Ask.Http ask, HttpGet.Page page, String asked, Duration took) {
    String status = "status " + page.status();
    String to = page.location().isEmpty() ? "" : " to " + Excerpt.of(page.location());
    String excerpt = Excerpt.of(page.body());
    if (!ask.statuses().include(page.status())) {
      return new Answer.Ill(
          new Answer.Probe(asked, status + to + ", expected " + ask.statuses(), excerpt, took));
    }
    if (!page.body().contains(ask.content())) {
      String lacks = ", but its body does not hold \"" + Excerpt.of(ask.content()) + "\"";
      return new Answer.Ill(new Answer.Probe(asked, status + to + lacks, excerpt, took));
    }
    return new Answer.Well(new Answer.Probe(asked, status + to, excerpt, took));
  }

  private static Answer.Probe probe(String asked, String came, long start) {
    return new Answer.Probe(asked, came, "", Duration.ofNanos(System.nanoTime() - start));
  }

  @Override
  public void close() {
    client.close();
  }
}
