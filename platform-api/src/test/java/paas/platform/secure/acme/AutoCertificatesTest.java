package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.toolbox.JSON;
import paas.platform.app.App;
import paas.platform.app.DomainName;
import paas.platform.cert.Issue;
import paas.platform.cert.IssueState;
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
import paas.platform.store.row.CertificateRow;
import paas.platform.store.row.CertificateRows;

class AutoCertificatesTest {
  private static final String OWN = "shop.apps.example";

  @TempDir Path home;
  private final TestCertificates authority = new TestCertificates();
  private final List<String> ordered = new ArrayList<>();
  private final List<Issuer.Proof> proofs = new ArrayList<>();
  private final List<Boolean> replacing = new ArrayList<>();
  private String directory = "https://staging.example";
  private String dnsRefusal = "no DNS is set";
  private Instant now = TestCertificates.NOW;
  private Runnable meanwhile = () -> {};
  private Optional<Issuer.Advice> advice = Optional.empty();
  private Optional<Duration> limit = Optional.empty();
  private Premises premises;
  private CertificateStore store;
  private IssueStore issues;
  private AutoCertificates automatic;
  private App app;

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

  private KeyedChain chain(String hostname) {
    Issued issued = authority.issue(hostname);
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  private void domain(String name) {
    premises
        .bean(DomainStore.class)
        .add(app.id(), new DomainName(name), other -> false, TestCertificates.NOW);
  }

  private void undomain(String name) {
    premises.bean(DomainStore.class).remove(app.id(), new DomainName(name));
  }

  private List<String> stored() {
    return store.of(app.id()).stream().map(StoredCertificate::name).toList();
  }

  @Test
  void oneIsIssuedPerHostnameAndOneThatWasRemovedIsIssuedAgain() throws Exception {
    domain("www.example.org");
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN, "www.example.org"), ordered);
    assertEquals(List.of(OWN, "www.example.org"), stored());
    store.remove(app.id(), OWN);
    automatic.turn();
    assertEquals(List.of(OWN, "www.example.org", OWN), ordered);
  }

  @Test
  void aNewHostnameWaitsFromTheMomentThatItIsThere() {
    assertEquals(List.of(IssueState.WAITING), states());
    domain("www.example.org");
    automatic.expect(app);
    automatic.expect(app);
    assertEquals(List.of(IssueState.WAITING, IssueState.WAITING), states());
    automatic.disable(app);
    automatic.expect(app);
    assertEquals(List.of(), states());
  }

  private List<IssueState> states() {
    return issues.of(app.id()).stream().map(Issue::state).toList();
  }

  @Test
  void theCertificateOfAHostnameThatLeftIsRemoved() throws Exception {
    domain("www.example.org");
    automatic.turn();
    undomain("www.example.org");
    automatic.turn();
    assertEquals(List.of(OWN), stored());
    assertEquals(1, issues.of(app.id()).size());
  }

  @Test
  void whatIsNotWantedAnyMoreWhenItComesIsDropped() throws Exception {
    meanwhile = () -> automatic.disable(app);
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    assertEquals(List.of(), stored());
    assertEquals(List.of(), issues.of(app.id()));

    automatic.enable(app);
    domain("bad.example.org");
    meanwhile = () -> undomain("bad.example.org");
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN), issues.of(app.id()).stream().map(i -> i.hostname()).toList());
  }

  @Test
  void aFailureHoldsUpNoOtherAndIsTriedAgainLater() throws Exception {
    domain("bad.example.org");
    domain("www.example.org");
    automatic.turn();
    assertEquals(List.of(OWN, "www.example.org"), stored());
    automatic.turn();
    assertEquals(3, ordered.size());
    now = now.plus(Duration.ofMinutes(2));
    automatic.turn();
    assertEquals("bad.example.org", ordered.getLast());
    assertEquals(4, ordered.size());
  }

  @Test
  void aClockThatWasAheadAndIsSetBackKeepsNothingFromBeingTriedAgain() throws Exception {
    domain("bad.example.org");
    now = TestCertificates.NOW.plus(Duration.ofDays(3650));
    automatic.turn();
    now = TestCertificates.NOW;
    automatic.turn();
    assertEquals(List.of(OWN, "bad.example.org", "bad.example.org"), ordered);
    now = TestCertificates.NOW.plus(Duration.ofDays(31));
    automatic.turn();
    assertEquals(List.of(OWN, "bad.example.org"), ordered.subList(3, ordered.size()));
  }

  /** By a clock that is ahead: what authorities issue for one hostname in a week is little. */
  @Test
  void whatIsDueForRenewalWhenItComesIsNotOrderedAgainAtEveryLook() throws Exception {
    now = TestCertificates.NOW.plus(Duration.ofDays(40));
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    now = now.plus(Duration.ofHours(13));
    automatic.turn();
    assertEquals(List.of(OWN, OWN), ordered);
  }

  @Test
  void anotherAuthorityIsAskedAtOnceAndOneThatFailsKeepsWhatTheFormerIssued() throws Exception {
    domain("bad.example.org");
    automatic.turn();
    directory = "https://real.example";
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN, "bad.example.org", OWN, "bad.example.org"), ordered);
    assertEquals(List.of(OWN), stored());
    assertEquals(1, issues.of(app.id()).getFirst().attempts(), "its own failures only");
  }

  @Test
  void anIssueOfBeforeItsAuthorityWasKeptIsTheChosenOnes() throws Exception {
    automatic.turn();
    issues.keep(issues.of(app.id()).getFirst().at(""));
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    directory = "https://real.example";
    automatic.turn();
    assertEquals(List.of(OWN, OWN), ordered);
  }

  private void unreadable(String name, boolean automatic) {
    premises
        .bean(CertificateRows.class)
        .save(
            new CertificateRow(
                UUID.randomUUID(), app.id().value(), name, automatic, "", new byte[1], now, now));
  }

  @Test
  void aCertificateThatCannotBeReadHoldsUpNoOtherOfItsApp() throws Exception {
    unreadable("x", false);
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    assertEquals(List.of(OWN), stored());
  }

  @Test
  void anAutomaticOneThatCannotBeReadIsIssuedAgainInItsPlace() throws Exception {
    unreadable(OWN, true);
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    assertEquals(List.of(OWN), stored());
  }

  @Test
  void oneThatCannotBeReadGoesWithTheOthersWhenTheyAreDisabled() {
    unreadable(OWN, true);
    automatic.disable(app);
    assertEquals(List.of(), premises.bean(CertificateRows.class).of(app.id().value()));
  }

  @Test
  void oneThatCannotBeReadGoesWithItsHostname() throws Exception {
    unreadable("gone.example", true);
    automatic.turn();
    assertEquals(1, premises.bean(CertificateRows.class).of(app.id().value()).size());
  }

  @Test
  void whatWasIssuedButCannotBeKeptIsNotOrderedAgainAtEveryLook() throws Exception {
    refuseToKeep(true);
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN), ordered);
    assertEquals(IssueState.FAILING, issues.of(app.id()).getFirst().state());
    refuseToKeep(false);
    now = now.plus(Duration.ofMinutes(2));
    automatic.turn();
    assertEquals(List.of(OWN), stored());
  }

  /** As a database may that is out of room. */
  private void refuseToKeep(boolean refuse) {
    premises
        .bean(JdbcOperations.class)
        .execute(connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(
                refuse
                    ? "alter table certificates add constraint full_disk check (not automatic)"
                    : "alter table certificates drop constraint full_disk");
          }
        });
  }

  @Test
  void anAuthorityThatIsAskedTooOftenIsLeftAloneForAsLongAsItSays() throws Exception {
    limit = Optional.of(Duration.ofHours(30));
    automatic.turn();
    assertTrue(premises.told.getLast().contains("too many new orders"), premises.told.getLast());
    assertEquals(now.plus(Duration.ofHours(30)), issues.of(app.id()).getFirst().nextAt());
    limit = Optional.of(Duration.ofDays(400));
    now = now.plus(Duration.ofHours(30));
    automatic.turn();
    assertEquals(now.plus(Duration.ofDays(7)), issues.of(app.id()).getFirst().nextAt());
    automatic.refresh(app);
    limit = Optional.empty();
    automatic.turn();
    assertEquals(List.of(OWN), stored());
  }

  @Test
  void whatTheAuthorityIsAboutToRevokeIsRenewedWhenItSays() throws Exception {
    automatic.turn();
    Instant planned = issues.of(app.id()).getFirst().nextAt();
    Instant from = now.plus(Duration.ofDays(2));
    advice =
        Optional.of(
            new Issuer.Advice(from, from.plus(Duration.ofDays(1)), "https://staging.example/why"));
    automatic.turn();
    Instant sooner = issues.of(app.id()).getFirst().nextAt();
    assertTrue(sooner.isBefore(planned), sooner + " of " + planned);
    assertTrue(!sooner.isBefore(from) && sooner.isBefore(from.plus(Duration.ofDays(1))));
    assertTrue(premises.told.getLast().endsWith("https://staging.example/why"));
    assertEquals(List.of(OWN), ordered);
    advice = Optional.empty();
    now = sooner;
    limit = Optional.of(Duration.ZERO);
    automatic.turn();
    limit = Optional.empty();
    now = now.plus(Duration.ofHours(1));
    automatic.turn();
    assertEquals(List.of(OWN, OWN, OWN), ordered);
    assertEquals(List.of(false, true, false), replacing, "not again where it was refused");
    assertEquals(planned, issues.of(app.id()).getFirst().nextAt(), "that of a new one");
  }

  @Test
  void aWildcardThatCannotBeProvedByDnsIsRefusedOnceWithoutAnOrder() throws Exception {
    domain("*.example.org");
    for (int i = 0; i < 3; i++) {
      automatic.turn();
      now = now.plus(Duration.ofHours(1));
    }
    assertEquals(List.of(OWN), ordered);
    assertEquals(1, premises.told.stream().filter(line -> line.contains("L14")).count());
    assertEquals(IssueState.FAILING, issues.of(app.id()).getFirst().state());
    assertEquals("no DNS is set", issues.of(app.id()).getFirst().reason());
  }

  @Test
  void aWildcardIsProvedByDnsAsSoonAsThatIsSet() throws Exception {
    domain("*.example.org");
    automatic.turn();
    dnsRefusal = "";
    now = now.plus(Duration.ofMinutes(2));
    automatic.turn();
    automatic.turn();
    assertEquals(List.of(OWN, "*.example.org"), ordered);
    assertEquals(Issuer.Proof.DNS_01, proofs.getLast());
    assertEquals(List.of("*.example.org", OWN), stored());
    assertTrue(premises.told.getLast().contains("*.example.org issued, until"));
  }

  @Test
  void aWildcardIsRenewedByDns() throws Exception {
    domain("*.example.org");
    dnsRefusal = "";
    automatic.turn();
    now = now.plus(Duration.ofDays(31));
    automatic.turn();
    assertEquals(List.of(OWN, "*.example.org", OWN, "*.example.org"), ordered);
  }

  @Test
  void theThirdAttemptForAnySingleNameIsByDnsWhereThatIsSet() throws Exception {
    domain("bad.example.org");
    dnsRefusal = "";
    for (int i = 0; i < 3; i++) {
      automatic.turn();
      now = now.plus(Duration.ofDays(1));
    }
    assertEquals(
        List.of(
            Issuer.Proof.HTTP_01,
            Issuer.Proof.HTTP_01,
            Issuer.Proof.TLS_ALPN_01,
            Issuer.Proof.DNS_01),
        proofs);
  }

  @Test
  void anAppThatHasAsManyAsItMayGetsAReasonAndNoOrder() throws Exception {
    KeyedChain other = chain("other.example.org");
    for (int i = 0; i < 100; i++) {
      store.add(app.id(), "c" + i, false, other, now);
    }
    automatic.turn();
    assertEquals(List.of(), ordered);
    assertTrue(issues.of(app.id()).getFirst().reason().contains("at most 100"));
  }
}
