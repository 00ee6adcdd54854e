package paas.router.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
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

  /** Name, HMAC key and AES key of a session ticket. */
  private static final int TICKET_KEY = 48;

  /** What the JDK has for not at all, in seconds. */
  private static final int SHORTEST = 1;

  private final SslProvider provider;
  private final TrustManager nobody;
  private final SecureRandom random = new SecureRandom();

  private Contexts(SslProvider provider) {
    this.provider = provider;
    this.nobody = Authorities.none();
  }

  static Contexts best() {
    if (OpenSsl.isAvailable()) {
      return new Contexts(SslProvider.OPENSSL);
    }
    log.warn(
        "BoringSSL does not load on this machine, so TLS is the JDK's, which is slower",
        OpenSsl.unavailabilityCause());
    return new Contexts(SslProvider.JDK);
  }

  static Contexts jdk() {
    return new Contexts(SslProvider.JDK);
  }

  /**
   * @param clients what clients are asked to show; null for nothing
   * @throws SSLException if chain, key or authorities cannot be read, or do not belong together
   */
  SslContext of(KeyPairPem pair, List<String> protocols, @Nullable ClientTrust clients)
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
      SslContext context = builder.trustManager(nobody).build();
      allowResumption(context);
      return context;
    } catch (IllegalArgumentException e) {
      throw new SSLException(e.getMessage(), e);
    }
  }

  /** Without resumption: a certificate that has ended since is found out at the next connection. */
  private SslContext asking(SslContextBuilder builder, ClientTrust clients) throws SSLException {
    SslContext context =
        builder
            .trustManager(trust(clients))
            .clientAuth(clients.required() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
            .build();
    forbidResumption(context);
    return context;
  }

  private TrustManager trust(ClientTrust clients) throws SSLException {
    X509ExtendedTrustManager trust = Authorities.trusting(clients.authorities());
    return provider == SslProvider.OPENSSL ? new AlertingTrust(trust) : trust;
  }

  private static void forbidResumption(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    } else {
      context.sessionContext().setSessionTimeout(SHORTEST);
    }
  }

  /** The part that Netty's contexts have no word for: they make keys for tickets of their own. */
  static void forbidTickets(SSLEngine engine) {
    if (engine instanceof ReferenceCountedOpenSslEngine open) {
      SSL.setOptions(open.sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
  }

  private static ByteArrayInputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(US_ASCII));
  }

  /** By a key of this context's own: no session of one app's clients opens another app's. */
  private void allowResumption(SslContext context) {
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      byte[] key = new byte[TICKET_KEY];
      random.nextBytes(key);
      sessions.setTicketKeys(
          new OpenSslSessionTicketKey(slice(key, 0), slice(key, 16), slice(key, 32)));
    }
  }

  private static byte[] slice(byte[] key, int from) {
    return Arrays.copyOfRange(key, from, from + 16);
  }
}
