package paas.builder.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * One fetch's HTTP client: nothing of it goes to an address that is not public, it takes in a
 * bounded number of bytes, and follows no redirect by itself. Closing it ends its connections.
 */
public final class Fetcher implements AutoCloseable {
  private static final int CONNECT_SECONDS = 30;
  private static final int SILENCE_SECONDS = 60;
  private static final int REDIRECTS = 5;

  /** Reading some hundred certificates takes a moment, and most platforms never fetch anything. */
  private static final class Tls {
    private static final SSLContext CONTEXT = Authorities.context();

    private Tls() {}
  }

  private final CloseableHttpClient client;
  private final Stop stop;
  private final long bound;
  private long taken;

  /** {@code trusted} names hosts whose addresses may be anything, in lower case. */
  public Fetcher(Set<String> trusted, long bound, Stop stop) {
    this.bound = bound;
    this.stop = stop;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedNames(trusted))
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(Tls.CONTEXT))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                            .setSocketTimeout(SILENCE_SECONDS, TimeUnit.SECONDS)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(SILENCE_SECONDS, TimeUnit.SECONDS)
                    .build())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("paas")
            .build();
    stop.onStop(this::close);
  }

  /** Connections for JGit, which judges redirects itself and opens each through here again. */
  public HttpConnectionFactory git() {
    return new GitConnections(this);
  }

  /** Downloads to a file, through at most {@value #REDIRECTS} redirects; none leaves TLS. */
  public void download(URI url, Path file) throws IOException {
    URI at = url;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      try (ClassicHttpResponse response = open(at, basic(at, url))) {
        if (response.getCode() == 200) {
          save(response, file);
          return;
        }
        at = redirect(at, response);
      }
    }
    throw new IOException("more than " + REDIRECTS + " redirects");
  }

  ClassicHttpResponse open(URI url, ClassicHttpRequest request) throws IOException {
    if (stop.stopped()) {
      throw new IOException("stopped");
    }
    boolean http = "http".equalsIgnoreCase(url.getScheme()) || tls(url);
    if (!http || url.getHost() == null) {
      throw new IOException("not an http or https URL with a host");
    }
    return client.executeOpen(
        new HttpHost(url.getScheme(), url.getHost(), url.getPort()), request, null);
  }

  /** A response's body, counted against the bound. */
  InputStream body(ClassicHttpResponse response) throws IOException {
    return response.getEntity() == null
        ? InputStream.nullInputStream()
        : new CountedInput(response.getEntity().getContent(), this::count);
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private void count(int bytes) throws IOException {
    taken += bytes;
    if (taken > bound) {
      throw new IOException("more than " + (bound >> 20) + " MB");
    }
    if (stop.stopped()) {
      throw new IOException("stopped");
    }
  }

  private void save(ClassicHttpResponse response, Path file) throws IOException {
    try (InputStream in = body(response);
        OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  /** Sends the URL's user and password, to the host they were written for. */
  private static ClassicHttpRequest basic(URI at, URI first) {
    var get = new HttpGet(bare(at));
    if (first.getRawUserInfo() != null && at.getAuthority().equals(first.getAuthority())) {
      get.setHeader("Authorization", "Basic " + base64(first.getUserInfo()));
    }
    return get;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static URI bare(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return URI.create(path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
  }

  private static URI redirect(URI from, ClassicHttpResponse response) throws IOException {
    var location = response.getFirstHeader("Location");
    if (response.getCode() / 100 != 3 || location == null) {
      throw new IOException("the server answered with status " + response.getCode());
    }
    try {
      URI to = from.resolve(location.getValue());
      if (tls(from) && !tls(to)) {
        throw new IOException("a redirect from https to " + to.getScheme());
      }
      return to;
    } catch (IllegalArgumentException e) {
      throw new IOException("a redirect to something that is not a URL", e);
    }
  }

  private static boolean tls(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }
}
