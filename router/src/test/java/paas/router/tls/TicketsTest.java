package paas.router.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that come back to BoringSSL, on a clock of the test's own. */
class TicketsTest {
  private static final long PERIOD = Tickets.PERIOD.toNanos();

  private final AtomicLong now = new AtomicLong();
  private final TlsContext server = server();

  private TlsContext server() {
    try {
      X509Bundle own =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=shop.test")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      return new Contexts(SslProvider.OPENSSL, now::get)
          .of(
              new KeyPairPem(own.getCertificatePathPEM(), own.getPrivateKeyPEM()),
              List.of("http/1.1"),
              null);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void sessionIsResumedUntilOnePeriodAfterItsOwn(String version) throws Exception {
    Client client = new Client(version);
    assertFalse(client.resumes(), "the first");
    assertTrue(client.resumes(), "the second");
    now.addAndGet(PERIOD - 1);
    Client another = new Client(version);
    assertFalse(another.resumes(), "another client's first");
    now.addAndGet(1);
    assertTrue(another.resumes(), "by the key of before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void keyOpensNothingAfterItsSecondPeriod(String version) throws Exception {
    Client client = new Client(version);
    client.resumes();
    now.addAndGet(PERIOD);
    new Client(version).resumes();
    now.addAndGet(PERIOD);
    assertFalse(client.resumes(), "changed twice");
    assertTrue(client.resumes(), "by a ticket of the new key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void keyOfATimeWithoutClientsOpensNothingLater(String version) throws Exception {
    Client client = new Client(version);
    client.resumes();
    now.addAndGet(2 * PERIOD);
    assertFalse(client.resumes());
  }

  /** Remembers its sessions, as a browser does. */
  private final class Client {
    private final SSLContext context;
    private final String version;
    private boolean shown;

    Client(String version) throws Exception {
      this.version = version;
      this.context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Noting()}, null);
    }

    /** Whether a connection is made without the server showing its certificate anew. */
    boolean resumes() throws Exception {
      SSLEngine engine = context.createSSLEngine("shop.test", 443);
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(new String[] {version});
      shown = false;
      SSLEngine asked = server.newHandler(ByteBufAllocator.DEFAULT).engine();
      Handshake.between(engine, asked);
      Handshake.greet(engine, asked);
      return !shown;
    }

    private final class Noting implements X509TrustManager {
      @Override
      public void checkClientTrusted(X509Certificate[] chain, String kind) {}

      @Override
      public void checkServerTrusted(X509Certificate[] chain, String kind) {
        shown = true;
      }

      @Override
      public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
      }
    }
  }
}
