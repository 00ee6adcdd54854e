package paas.platform.secure.acme;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.ChallengeRecord;
import paas.platform.cert.KeyedChain;
import paas.platform.secure.Showcase;
import paas.platform.secure.dns.DnsException;
import paas.platform.secure.dns.DnsRecords;
import paas.router.http.Hostname;
import paas.router.tls.Challenge;
import paas.router.tls.KeyPairPem;

/** One certificate authority, as it is asked for one certificate. Blocks for minutes at most. */
public final class Authority implements Issuer {
  private static final Logger LOG = LoggerFactory.getLogger(Authority.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Some sign by hand, as it were; what is given up then is issued all the same, and counts. */
  private static final Duration SIGNING = Duration.ofMinutes(5);

  /** All steps together take less, whatever becomes of them. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  /** Nothing waits for what it advises. */
  private static final Duration ADVISING = Duration.ofSeconds(30);

  private static final Polling POLLING = new Polling(Duration.ofSeconds(1));
  private static final Set<Status> ENDS = EnumSet.of(Status.VALID, Status.INVALID);
  private static final int VALIDATION_BITS = 2048;

  private final AcmeSettings settings;
  private final Account account;
  private final Showcase showcase;
  private final DnsRecords dns;
  private final Duration longest;

  public Authority(AcmeSettings settings, AccountKeys keys, Showcase showcase, DnsRecords dns) {
    this(settings, keys, showcase, dns, LONGEST);
  }

  Authority(
      AcmeSettings settings,
      AccountKeys keys,
      Showcase showcase,
      DnsRecords dns,
      Duration longest) {
    this.settings = settings;
    this.account = new Account(settings, keys);
    this.showcase = showcase;
    this.dns = dns;
    this.longest = longest;
  }

  @Override
  public String directory() {
    return settings.directory().toString();
  }

  @Override
  public boolean isPublic() {
    return settings.isPublic();
  }

  @Override
  public Optional<String> dnsRefusal(String hostname) {
    return dns.refusal(new Hostname(hostname).base());
  }

  @Override
  public KeyedChain issue(String hostname, Proof proof, Optional<KeyedChain> replaced)
      throws AcmeException, InterruptedException {
    try (Visit visit = new Visit(longest)) {
      return issue(account.login(visit.session), hostname, proof, replaced);
    } catch (AcmeNetworkException | UncheckedIOException e) {
      throw silent(e);
    }
  }

  @Override
  public Optional<Advice> advice(KeyedChain issued) throws AcmeException {
    try (Visit visit = new Visit(ADVISING)) {
      return RenewalAdvice.of(visit.session, issued.own());
    }
  }

  private AcmeException silent(Exception cause) {
    return new AcmeException(
        "The authority at %s does not answer: %s".formatted(directory(), cause.getCause()), cause);
  }

  /**
   * A session that ends in time. Java's own time limit of a request ends with its answer's head.
   */
  private final class Visit implements AutoCloseable {
    final Session session = session();
    private final CompletableFuture<?> end;

    Visit(Duration longest) {
      HttpClient client = session.getHttpClient();
      end = new CompletableFuture<>().orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
      end.whenComplete((_, _) -> client.shutdownNow());
    }

    @Override
    public void close() {
      end.cancel(false);
    }
  }

  private KeyedChain issue(Login login, String hostname, Proof proof, Optional<KeyedChain> replaced)
      throws AcmeException, InterruptedException {
    OrderBuilder wanted = login.newOrder().domain(hostname);
    if (replaced.isPresent() && RenewalAdvice.isOfferedBy(login.getSession())) {
      wanted.replaces(replaced.get().own());
    }
    Order order = wanted.create();
    for (Authorization authorization : order.getAuthorizations()) {
      if (authorization.getStatus() != Status.VALID) {
        prove(authorization, new Hostname(hostname), proof);
      }
    }
    POLLING.await(order, EnumSet.of(Status.READY, Status.VALID, Status.INVALID), PATIENCE);
    KeyPair pair = freshKey();
    order.execute(pair);
    if (POLLING.await(order, ENDS, SIGNING) != Status.VALID) {
      throw new AcmeException("The order failed: " + why(order.getError().orElse(null)));
    }
    return new KeyedChain(order.getCertificate().getCertificateChain(), pair.getPrivate());
  }

  private Session session() {
    return settings
        .roots()
        .map(roots -> new Session(settings.directory(), new TrustedProvider(roots)))
        .orElseGet(() -> new Session(settings.directory()));
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
    switch (proof) {
      case HTTP_01 -> {
        Http01Challenge asked = offered(authorization, Http01Challenge.class);
        show(
            new Challenge.Http(host, asked.getToken(), asked.getAuthorization()),
            () -> complete(authorization, asked, host + " leads here"));
      }
      case TLS_ALPN_01 -> {
        TlsAlpn01Challenge asked = offered(authorization, TlsAlpn01Challenge.class);
        show(
            new Challenge.Alpn(host, validation(asked, host)),
            () -> complete(authorization, asked, host + " leads here"));
      }
      case DNS_01 -> {
        Dns01Challenge asked = offered(authorization, Dns01Challenge.class);
        put(
            ChallengeRecord.of(host.base(), asked.getDigest()),
            () -> complete(authorization, asked, host + " is ours by its TXT record"));
      }
    }
  }

  private static <T extends TokenChallenge> T offered(Authorization authorization, Class<T> proof)
      throws AcmeException {
    return authorization
        .findChallenge(proof)
        .orElseThrow(() ->
            new AcmeException("The authority does not offer the proof " + proof.getSimpleName()));
  }

  /** What takes place while the authority can see the answer. */
  @FunctionalInterface
  private interface Check {
    void run() throws AcmeException, InterruptedException;
  }

  private void show(Challenge answer, Check check) throws AcmeException, InterruptedException {
    try {
      showcase.answer(answer);
      check.run();
    } finally {
      showcase.forget(answer);
    }
  }

  private void put(ChallengeRecord record, Check check) throws AcmeException, InterruptedException {
    try {
      dns.put(record);
      check.run();
    } catch (DnsException e) {
      throw new AcmeException(e.getMessage(), e);
    } finally {
      takeAway(record);
    }
  }

  /** What cannot be taken away now is remembered, and later on. */
  private void takeAway(ChallengeRecord record) throws InterruptedException {
    try {
      dns.remove(record);
    } catch (DnsException | RuntimeException e) {
      LOG.warn("The TXT record {} is left for now: {}", record.name(), e.getMessage());
    }
  }

  private static void complete(
      Authorization authorization, TokenChallenge asked, String whatIsChecked)
      throws AcmeException, InterruptedException {
    asked.trigger();
    if (POLLING.await(authorization, ENDS, PATIENCE) != Status.VALID) {
      asked.fetch();
      throw new AcmeException(
          "The authority could not check that %s: %s"
              .formatted(whatIsChecked, why(asked.getError().orElse(null))));
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
