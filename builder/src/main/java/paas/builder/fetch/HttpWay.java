package paas.builder.fetch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** HTTP clients that connect to judged addresses only, and do nothing by themselves. */
final class HttpWay {
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  /** Then the name is looked up again. */
  private static final TimeValue KEPT = TimeValue.ofMinutes(10);

  /** Reading some hundred certificates takes a moment, and most platforms never fetch anything. */
  private static final class Tls {
    private static final SSLContext CONTEXT = Authorities.context();

    private Tls() {}
  }

  private HttpWay() {}

  static SSLContext tls() {
    return Tls.CONTEXT;
  }

  static CloseableHttpClient open(CheckedNames names, Duration connect, Duration silence) {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls()))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_HEADER)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connect))
                    .setSocketTimeout(Timeout.of(silence))
                    .setTimeToLive(KEPT)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(Timeout.of(silence)).build())
        .disableRedirectHandling()
        .disableContentCompression()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("paas")
        .build();
  }

  /** A URL's path and query: what a request names. */
  static URI bare(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return URI.create(path + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery()));
  }

  /** Sends the user and password that stand in the URL, if any do. */
  static void identify(HttpRequest request, URI url) {
    if (url.getRawUserInfo() != null) {
      byte[] bytes = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
  }
}
