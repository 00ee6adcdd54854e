package paas.router.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Visitors who ask for pages, small and large, and now and then send something, each as fast as it
 * is answered.
 *
 * <p>All methods block, and throw {@link IOException} with the first failure as its cause unless
 * most requests succeeded.
 */
final class Visits {
  private static final int VISITORS = 64;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SSLContext trust;

  Visits(SSLContext trust) {
    this.trust = trust;
  }

  /** On connections that stay. */
  void keptAlive(URI site, Duration time) throws IOException {
    oneClient(site, HttpClient.Version.HTTP_1_1, time);
  }

  /** As streams of one connection. */
  void http2(URI site, Duration time) throws IOException {
    oneClient(site, HttpClient.Version.HTTP_2, time);
  }

  /** Each request on a connection of its own. */
  void alone(URI site, Duration time) throws IOException {
    during(
        time,
        number -> {
          try (HttpClient client = client(HttpClient.Version.HTTP_1_1)) {
            ask(client, site, number);
          }
        });
  }

  private void oneClient(URI site, HttpClient.Version version, Duration time) throws IOException {
    try (HttpClient client = client(version)) {
      during(time, number -> ask(client, site, number));
    }
  }

  private HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(trust).build();
  }

  private interface Visit {
    void make(long number) throws IOException, InterruptedException;
  }

  private static void during(Duration time, Visit visit) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    LongAdder made = new LongAdder();
    LongAdder failed = new LongAdder();
    AtomicReference<@Nullable IOException> first = new AtomicReference<>();
    try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int visitor = 0; visitor < VISITORS; visitor++) {
        visitors.submit(() -> {
          for (long number = 0; System.nanoTime() < end; number++) {
            try {
              visit.make(number);
              made.increment();
            } catch (IOException e) {
              failed.increment();
              first.compareAndSet(null, e);
            }
          }
          return null;
        });
      }
    }
    if (failed.sum() >= made.sum()) {
      throw new IOException("Most visitors of the training were not served", first.get());
    }
  }

  private static void ask(HttpClient client, URI site, long number)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(site.resolve(number % 100 == 99 ? "/100000" : "/1024"))
            .timeout(PATIENCE);
    if (number % 20 == 19) {
      request.POST(BodyPublishers.ofByteArray(new byte[2000]));
    }
    HttpResponse<Void> response = client.send(request.build(), BodyHandlers.discarding());
    if (response.statusCode() != 200) {
      throw new IOException("The router answered " + response.statusCode());
    }
  }
}
