package paas.router.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBufAllocator;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The TLS engine and the JDK's client, in memory. */
class ContextsTest {
  private final X509Bundle authority = authority("CN=Ours");

  private static CertificateBuilder robot() {
    return new CertificateBuilder().ecp256().subject("CN=robot");
  }

  private static X509Bundle authority(String name) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject(name)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void alertSaysWhatIsWrongWithTheCertificateOfAClient(String version) throws Exception {
    Instant now = Instant.now();
    CertificateBuilder ended = robot().notBefore(now.minus(Duration.ofDays(9)));
    assertEquals("", alert(version, robot().buildIssuedBy(authority)));
    assertEquals("unknown_ca", alert(version, robot().buildIssuedBy(authority("CN=Theirs"))));
    assertEquals("unknown_ca", alert(version, robot().buildIssuedBy(authority("CN=Ours"))));
    assertEquals("unknown_ca", alert(version, authority("CN=Self")));
    assertEquals(
        "certificate_expired",
        alert(version, ended.notAfter(now.minus(Duration.ofDays(1))).buildIssuedBy(authority)));
    assertEquals(
        "bad_certificate",
        alert(version, robot().addExtendedKeyUsageServerAuth().buildIssuedBy(authority)));
  }

  /** What a client that shows this certificate is told; empty if it is let in. */
  private String alert(String version, X509Bundle shown) throws Exception {
    X509Bundle own = authority("CN=shop.test");
    SSLEngine server =
        Contexts.best()
            .of(
                new KeyPairPem(own.getCertificatePathPEM(), own.getPrivateKeyPEM()),
                List.of("http/1.1"),
                new ClientTrust("app", authority.getCertificatePEM(), true))
            .newHandler(ByteBufAllocator.DEFAULT)
            .engine();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new Showing(shown)}, new TrustManager[] {new Trusting()}, null);
    SSLEngine client = context.createSSLEngine();
    client.setUseClientMode(true);
    client.setEnabledProtocols(new String[] {version});
    try {
      Handshake.between(client, server);
      return "";
    } catch (SSLException e) {
      String told = e.toString();
      return told.substring(told.lastIndexOf(' ') + 1);
    }
  }

  /** Shows its certificate whatever authorities the server names. */
  private static final class Showing extends X509ExtendedKeyManager {
    private final X509Bundle shown;

    Showing(X509Bundle shown) {
      this.shown = shown;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return "it";
    }

    @Override
    public String chooseClientAlias(
        String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return "it";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return shown.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return shown.getKeyPair().getPrivate();
    }

    @Override
    public String[] getClientAliases(String kind, Principal @Nullable [] issuers) {
      return new String[] {"it"};
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
