package paas.platform.secure.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.toolbox.JSON;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.secure.Hostnames;
import paas.platform.secure.Premises;
import paas.platform.secure.dns.RememberedRecords;
import paas.platform.store.AppStore;
import paas.platform.store.CertificateStore;
import paas.platform.store.DomainStore;
import paas.platform.store.IssueStore;

/** An app with automatic certificates, and an authority that does as the test says. */
abstract class AutoCertificatesFixture {
  static final String OWN = "shop.apps.example";

  @TempDir Path home;
  final TestCertificates authority = new TestCertificates();
  final List<String> ordered = new ArrayList<>();
  final List<Issuer.Proof> proofs = new ArrayList<>();
  final List<Boolean> replacing = new ArrayList<>();
  String directory = "https://staging.example";
  String dnsRefusal = "no DNS is set";
  Instant now = TestCertificates.NOW;
  Runnable meanwhile = () -> {};
  Optional<Issuer.Advice> advice = Optional.empty();
  Optional<Duration> limit = Optional.empty();
  Premises premises;
  CertificateStore store;
  IssueStore issues;
  AutoCertificates automatic;
  App app;

  @BeforeEach
  void open() {
    premises = new Premises(home);
    store = premises.bean(CertificateStore.class);
    issues = premises.bean(IssueStore.class);
    automatic =
        new AutoCertificates(
            new Instantly(),
            new AutoCertificates.Parts(
                premises.bean(AppStore.class),
                store,
                issues,
                premises.bean(Hostnames.class),
                premises.bean(RememberedRecords.class),
                premises.bean(PlatformHost.class),
                premises,
                premises),
            () -> now);
    app = premises.app("shop");
    automatic.enable(app);
  }

  @AfterEach
  void close() {
    premises.close();
  }

  /**
   * Issues at once, by DNS where {@code dnsRefusal} is empty, but nothing for what begins with
   * "bad".
   */
  private final class Instantly implements Issuer {
    @Override
    public String directory() {
      return directory;
    }

    @Override
    public boolean isPublic() {
      return false;
    }

    @Override
    public Optional<String> dnsRefusal(String hostname) {
      return Optional.of(dnsRefusal).filter(why -> !why.isEmpty());
    }

    @Override
    public KeyedChain issue(String hostname, Proof proof, Optional<KeyedChain> replaced)
        throws AcmeException {
      ordered.add(hostname);
      replacing.add(replaced.isPresent());
      proofs.add(proof);
      meanwhile.run();
      if (limit.isPresent()) {
        throw tooMany(now.plus(limit.get()));
      }
      if (hostname.startsWith("bad")) {
        throw new AcmeException("no such host");
      }
      return chain(hostname);
    }

    @Override
    public Optional<Advice> advice(KeyedChain issued) {
      return advice;
    }
  }

  private static AcmeRateLimitedException tooMany(Instant retryAfter) {
    try {
      JSON told = JSON.parse("{\"detail\": \"too many new orders\"}");
      Problem problem = new Problem(told, URI.create("https://staging.example/order").toURL());
      return new AcmeRateLimitedException(problem, retryAfter, List.of());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  KeyedChain chain(String hostname) {
    Issued issued = authority.issue(hostname);
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  void domain(String name) {
    premises
        .bean(DomainStore.class)
        .add(app.id(), new DomainName(name), other -> false, TestCertificates.NOW);
  }

  void undomain(String name) {
    premises.bean(DomainStore.class).remove(app.id(), new DomainName(name));
  }

  List<String> stored() {
    return store.of(app.id()).stream().map(StoredCertificate::name).toList();
  }
}
