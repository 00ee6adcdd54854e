package paas.builder.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * One fetch's HTTP client: nothing of it goes to an address that is not public, it takes in a
 * bounded number of bytes in a bounded time, and follows no redirect by itself. Closing it, from
 * whatever thread, ends its connections.
 */
public final class Fetcher implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int REDIRECTS = 5;

  private final CloseableHttpClient client;
  private final long bound;
  private final Countdown countdown;
  private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
  private long taken;

  private Fetcher(CloseableHttpClient client, long bound, Duration atMost) {
    this.client = client;
    this.bound = bound;
    this.countdown =
        Countdown.start(
            atMost, () -> end("it took longer than " + atMost.toMinutes() + " minutes"));
  }

  /** Takes in at most {@code bound} bytes, and ends by itself after {@code atMost}. */
  public static Fetcher open(CheckedNames names, long bound, Duration atMost) {
    return new Fetcher(HttpWay.open(names, CONNECT, SILENCE), bound, atMost);
  }

  /** Why it did not go on, if that was it: a clause for the user, with no full stop. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  /** Connections for JGit, which judges redirects itself and opens each through here again. */
  public HttpConnectionFactory git() {
    return new GitConnections(this);
  }

  /** Downloads to a file, through at most {@value #REDIRECTS} redirects; none leaves TLS. */
  public void download(URI url, Path file) throws IOException {
    try (OutputStream to = Files.newOutputStream(file)) {
      download(url, to);
    }
  }

  /** The same to a stream, which the caller closes. */
  public void download(URI url, OutputStream to) throws IOException {
    URI at = url;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      try (ClassicHttpResponse response = open(at, basic(at, url))) {
        if (response.getCode() == 200) {
          save(response, to);
          return;
        }
        at = redirect(at, response);
      }
    }
    throw refused("there are more than " + REDIRECTS + " redirects");
  }

  ClassicHttpResponse open(URI url, ClassicHttpRequest request) throws IOException {
    boolean http = "http".equalsIgnoreCase(url.getScheme()) || tls(url);
    if (!http || url.getHost() == null) {
      throw refused("there is no http or https URL with a host");
    }
    try {
      return client.executeOpen(
          new HttpHost(url.getScheme(), url.getHost(), url.getPort()), request, null);
    } catch (IOException e) {
      refuse((e instanceof RefusedAddress ? "" : "nothing answers: ") + e.getMessage());
      throw e;
    } catch (IllegalStateException e) {
      throw new IOException("closed meanwhile", e);
    }
  }

  /** A response's body, counted against the bound. */
  InputStream body(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? InputStream.nullInputStream()
        : new CountedInput(response.getEntity().getContent(), this::count);
  }

  @Override
  public void close() {
    countdown.stop();
    end("it was cancelled");
  }

  private void end(String why) {
    refuse(why);
    client.close(CloseMode.IMMEDIATE);
  }

  private void refuse(String why) {
    refusal.compareAndSet(null, why);
  }

  private IOException refused(String why) {
    refuse(why);
    return new IOException(why);
  }

  private void count(int bytes) throws IOException {
    taken += bytes;
    if (taken > bound) {
      throw refused("it is larger than " + (bound >> 20) + " MB");
    }
  }

  private void save(ClassicHttpResponse response, OutputStream to) throws IOException {
    try (InputStream in = body(response)) {
      try {
        in.transferTo(to);
      } catch (IOException | RuntimeException e) {
        // Else the end of the body would be read first, however large and slow.
        client.close(CloseMode.IMMEDIATE);
        throw e;
      }
    }
  }

  /** Sends the URL's user and password, to the host they were written for. */
  private static ClassicHttpRequest basic(URI at, URI first) {
    var get = new HttpGet(HttpWay.bare(at));
    if (first.getRawAuthority().equals(at.getRawAuthority())) {
      HttpWay.identify(get, first);
    }
    return get;
  }

  private URI redirect(URI from, ClassicHttpResponse response) throws IOException {
    var location = response.getFirstHeader("Location");
    if (response.getCode() / 100 != 3 || location == null) {
      throw refused("the server answered with status " + response.getCode());
    }
    try {
      URI to = from.resolve(location.getValue());
      if (tls(from) && !tls(to)) {
        throw refused("the server redirects from https to " + to.getScheme());
      }
      return to;
    } catch (IllegalArgumentException e) {
      throw refused("the server redirects to something that is not a URL");
    }
  }

  private static boolean tls(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }
}
