package paas.platform.secure.acme;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.util.KeyPairUtils;
import paas.platform.cert.KeyedChain;
import paas.platform.secure.Showcase;
import paas.router.http.Hostname;
import paas.router.tls.Challenge;
import paas.router.tls.KeyPairPem;

/** One certificate authority, as it is asked for one certificate. Blocks for minutes at most. */
public final class Authority implements Issuer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ACCOUNT_BITS = 2048;
  private static final int VALIDATION_BITS = 2048;

  private final AcmeSettings settings;
  private final AccountKeys keys;
  private final Showcase showcase;

  /** Where the account's key is kept. */
  @FunctionalInterface
  public interface AccountKeys {
    /** The key for this directory as PEM; made, and stored before it is used, if need be. */
    String of(String directory, Supplier<String> fresh);
  }

  public Authority(AcmeSettings settings, AccountKeys keys, Showcase showcase) {
    this.settings = settings;
    this.keys = keys;
    this.showcase = showcase;
  }

  @Override
  public boolean isPublic() {
    return settings.isPublic();
  }

  @Override
  public KeyedChain issue(String hostname, Proof proof) throws AcmeException, InterruptedException {
    Order order = login().newOrder().domain(hostname).create();
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() != Status.VALID) {
        prove(authorization, new Hostname(hostname), proof);
      }
    }
    order.waitUntilReady(PATIENCE);
    KeyPair pair = freshKey();
    order.execute(pair);
    if (order.waitForCompletion(PATIENCE) != Status.VALID) {
      throw new AcmeException("The order failed: " + why(order.getError().orElse(null)));
    }
    return new KeyedChain(order.getCertificate().getCertificateChain(), pair.getPrivate());
  }

  private Login login() throws AcmeException {
    Session session =
        settings
            .roots()
            .map(roots -> new Session(settings.directory(), new TrustedProvider(roots)))
            .orElseGet(() -> new Session(settings.directory()));
    AccountBuilder account = new AccountBuilder().agreeToTermsOfService().useKeyPair(accountKey());
    if (!settings.email().isEmpty()) {
      account.addEmail(settings.email());
    }
    if (!settings.keyId().isEmpty()) {
      account.withKeyIdentifier(settings.keyId(), settings.macKey());
    }
    return account.createLogin(session);
  }

  private KeyPair accountKey() {
    String pem = keys.of(settings.directory().toString(), Authority::freshAccountKey);
    try {
      return KeyPairUtils.readKeyPair(new StringReader(pem));
    } catch (IOException e) {
      throw new UncheckedIOException("The ACME account's key cannot be read", e);
    }
  }

  private static String freshAccountKey() {
    StringWriter pem = new StringWriter();
    try {
      KeyPairUtils.writeKeyPair(KeyPairUtils.createKeyPair(ACCOUNT_BITS), pem);
    } catch (IOException e) {
      throw new UncheckedIOException("The ACME account's key cannot be written", e);
    }
    return pem.toString();
  }

  private static KeyPair freshKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is not there", e);
    }
  }

  private void prove(Authorization authorization, Hostname host, Proof proof)
      throws AcmeException, InterruptedException {
    var challenge =
        switch (proof) {
          case HTTP_01 -> authorization.findChallenge(Http01Challenge.class);
          case TLS_ALPN_01 -> authorization.findChallenge(TlsAlpn01Challenge.class);
        };
    var asked =
        challenge.orElseThrow(
            () -> new AcmeException("The authority does not offer the proof " + proof));
    Challenge answer =
        switch (asked) {
          case TlsAlpn01Challenge alpn -> new Challenge.Alpn(host, validation(alpn, host));
          case Http01Challenge http ->
              new Challenge.Http(host, http.getToken(), http.getAuthorization());
          default -> throw new AcmeException("Unknown challenge " + asked.getType());
        };
    try {
      showcase.answer(answer);
      asked.trigger();
      if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
        asked.fetch();
        throw new AcmeException(
            "The authority could not check that %s leads here: %s"
                .formatted(host, why(asked.getError().orElse(null))));
      }
    } finally {
      showcase.forget(answer);
    }
  }

  private static KeyPairPem validation(TlsAlpn01Challenge challenge, Hostname host) {
    // RSA, for acme4j signs no other key's certificate.
    KeyPair pair = KeyPairUtils.createKeyPair(VALIDATION_BITS);
    KeyedChain shown =
        new KeyedChain(
            List.of(challenge.createCertificate(pair, Identifier.dns(host.value()))),
            pair.getPrivate());
    return new KeyPairPem(shown.chainPem(), shown.keyPem());
  }

  private static String why(@Nullable Problem problem) {
    return problem == null ? "it did not say why" : problem.getDetail().orElse(problem.toString());
  }
}
