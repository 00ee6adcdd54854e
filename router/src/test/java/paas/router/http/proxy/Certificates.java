package paas.router.http.proxy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import paas.router.tls.HttpsPolicy;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

/** Certificates for tests, and a client that takes them all. */
final class Certificates {
  private Certificates() {}

  static ServerCertificate certificate(String id, HttpsPolicy policy, String... names)
      throws Exception {
    return new ServerCertificate(id, names(names), pair(names[0]), policy);
  }

  static List<ServedName> names(String... names) {
    return Stream.of(names).map(ServedName::new).toList();
  }

  static KeyPairPem pair(String name) throws Exception {
    X509Bundle made =
        new CertificateBuilder()
            .ecp256()
            .setIsCertificateAuthority(true)
            .subject("CN=" + name)
            .addSanDnsName(name.replace("*", "any"))
            .buildSelfSigned();
    return new KeyPairPem(made.getCertificatePathPEM(), made.getPrivateKeyPEM());
  }

  /** A client of {@link TestRouter#HOST} over TLS that speaks this protocol. */
  static SSLSocket connect(TestRouter router, String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    InetSocketAddress address = router.server.tlsAddress().orElseThrow();
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(TestRouter.HOST)));
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** The same for a router that has no certificate yet. */
  static Wire connectAnew(TestRouter router) throws Exception {
    ServerCertificate own = certificate("a", HttpsPolicy.BOTH, TestRouter.HOST);
    router.certificates.apply(new TlsTable(1, List.of(own), List.of()));
    return new Wire(connect(router, "http/1.1"));
  }

  /** The tests look at the certificates themselves. */
  static final class Trusting implements X509TrustManager {
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
