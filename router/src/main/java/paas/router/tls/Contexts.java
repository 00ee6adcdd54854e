package paas.router.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the TLS engine's view of a certificate: BoringSSL where it loads, else the JDK's. */
final class Contexts {
  private static final Logger log = LoggerFactory.getLogger(Contexts.class);
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private final SslProvider provider;
  private final TrustManager nobody;
  private final LongSupplier nanos;

  Contexts(SslProvider provider, LongSupplier nanos) {
    this.provider = provider;
    this.nobody = Authorities.none();
    this.nanos = nanos;
  }

  static Contexts best() {
    if (OpenSsl.isAvailable()) {
      return new Contexts(SslProvider.OPENSSL, System::nanoTime);
    }
    log.warn(
        "BoringSSL does not load on this machine, so TLS is the JDK's, which is slower",
        OpenSsl.unavailabilityCause());
    return new Contexts(SslProvider.JDK, System::nanoTime);
  }

  static Contexts jdk() {
    return new Contexts(SslProvider.JDK, System::nanoTime);
  }

  /**
   * @param clients what clients are asked to show; null for nothing
   * @throws SSLException if chain, key or authorities cannot be read, or do not belong together
   */
  TlsContext of(KeyPairPem pair, List<String> protocols, @Nullable ClientTrust clients)
      throws SSLException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(stream(pair.chain()), stream(pair.key()))
              .sslProvider(provider)
              // Of the store that holds the key for a moment: PKCS 12, the JDK's own choice, guards
              // it by 10,000 rounds of hashing.
              .keyStoreType("JKS")
              .protocols(VERSIONS)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      protocols));
      if (clients != null) {
        return asking(builder, clients);
      }
      // Else it would trust the JDK's authorities, and hold the names of all of them.
      return TlsContext.resuming(builder.trustManager(nobody).build(), nanos);
    } catch (IllegalArgumentException e) {
      throw new SSLException(e.getMessage(), e);
    }
  }

  /** Without resumption: a certificate that has ended since is found out at the next connection. */
  private TlsContext asking(SslContextBuilder builder, ClientTrust clients) throws SSLException {
    return TlsContext.withoutResumption(
        builder
            .trustManager(trust(clients))
            .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
            .build());
  }

  private TrustManager trust(ClientTrust clients) throws SSLException {
    X509ExtendedTrustManager trust = Authorities.trusting(clients.authorities());
    return provider == SslProvider.OPENSSL ? new AlertingTrust(trust) : trust;
  }

  private static ByteArrayInputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(US_ASCII));
  }
}
