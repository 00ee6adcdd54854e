package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.router.Router;
import paas.router.RouterSettings;
import paas.router.control.RouterLink;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** What is shown, by a real router over the real control socket. */
class RouterShowcaseTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path home;

  private Router router() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PAAS_HOME", home.toString(),
            "PAAS_HTTP_BIND", "127.0.0.1",
            "PAAS_HTTP_PORT", "0",
            "PAAS_HTTPS_PORT", "0");
    return Router.open(RouterSettings.from(environment, "nobody", home));
  }

  /** A certificate whose hostname's plain requests are sent on to HTTPS. */
  private static TlsTable redirecting(String hostname) {
    Issued issued =
        new TestCertificates()
            .issue(TestCertificates.key("EC", 256), Duration.ofDays(30), hostname);
    return new TlsTable(
        0,
        List.of(
            new ServerCertificate(
                "one",
                List.of(new ServedName(hostname)),
                new KeyPairPem(issued.certificatePem(), issued.keyPem()),
                new HttpsPolicy(true, Duration.ZERO))),
        List.of());
  }

  private static int status(Router router) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + router.address().getPort() + "/");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void certificatesThatAreGoneAreTakenFromTheRouterByAPaasdThatHasJustStarted() throws Exception {
    try (Router router = router()) {
      try (RouterLink before =
          new RouterLink(home.resolve("router/router.sock"), (epoch, lines) -> {}, apps -> {})) {
        before.publish(redirecting("127.0.0.1"), SOON);
      }
      assertEquals(301, status(router));
      try (Premises premises = new Premises(home);
          RouterShowcase showcase =
              new RouterShowcase(premises.bean(RouterLink.class), premises.bean(Stock.class))) {
        showcase.refresh();
        assertEquals(404, status(router));
      }
    }
  }
}
