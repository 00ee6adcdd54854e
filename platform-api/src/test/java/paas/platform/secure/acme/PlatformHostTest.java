package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.IssueState;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.secure.PlatformCertificate;
import paas.platform.secure.Premises;
import paas.platform.store.PlatformCertificateStore;

class PlatformHostTest {
  private static final String HOST = "paas.apps.example";

  @TempDir Path home;
  private final TestCertificates authority = new TestCertificates();
  private final List<Issuer.Proof> ordered = new ArrayList<>();
  private final List<Boolean> replacing = new ArrayList<>();
  private Instant now = TestCertificates.NOW;
  private boolean fails;
  private Optional<Issuer.Advice> advice = Optional.empty();
  private String directory = "https://staging.example";
  private Premises premises;
  private PlatformCertificate certificate;

  @BeforeEach
  void open() {
    premises = new Premises(home);
    certificate = premises.bean(PlatformCertificate.class);
  }

  @AfterEach
  void close() {
    premises.close();
  }

  private PlatformHost host(boolean chosen) {
    PlatformHost.Parts parts =
        new PlatformHost.Parts(
            certificate, premises.bean(PlatformCertificateStore.class), premises);
    return new PlatformHost(
        new Instantly(), new PlatformHost.Chosen(chosen, directory), parts, () -> now);
  }

  /** Issues at once, unless it fails. */
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
      return Optional.of("no DNS is set");
    }

    @Override
    public KeyedChain issue(String hostname, Proof proof, Optional<KeyedChain> replaced)
        throws AcmeException {
      replacing.add(replaced.isPresent());
      assertEquals(HOST, hostname);
      ordered.add(proof);
      if (fails) {
        throw new AcmeException("no such host");
      }
      Issued issued = authority.issue(hostname);
      return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
    }

    @Override
    public Optional<Advice> advice(KeyedChain issued) {
      return advice;
    }
  }

  private IssueState state(PlatformHost host) {
    return host.progress().map(Progress::state).orElseThrow();
  }

  @Test
  void oneIsIssuedAndRenewedAtTwoThirdsOfItsLife() throws Exception {
    PlatformHost host = host(true);
    host.turn();
    host.turn();
    assertEquals(1, ordered.size());
    assertEquals(IssueState.ISSUED, state(host));
    Optional<KeyedChain> first = certificate.shown();
    now = now.plus(Duration.ofDays(29));
    host.turn();
    assertEquals(1, ordered.size());
    now = now.plus(Duration.ofDays(2));
    host.turn();
    assertEquals(2, ordered.size());
    assertTrue(!certificate.shown().map(KeyedChain::own).equals(first.map(KeyedChain::own)));
  }

  @Test
  void aFailureIsTriedAgainLaterByTheOtherProofOrAtOnceWhenAsked() throws Exception {
    fails = true;
    PlatformHost host = host(true);
    host.turn();
    host.turn();
    assertEquals(List.of(Issuer.Proof.HTTP_01), ordered);
    assertEquals("no such host", host.progress().map(Progress::reason).orElseThrow());
    now = now.plus(Duration.ofMinutes(2));
    host.turn();
    assertEquals(List.of(Issuer.Proof.HTTP_01, Issuer.Proof.TLS_ALPN_01), ordered);
    fails = false;
    host.turn();
    assertEquals(2, ordered.size());
    host.refresh();
    host.turn();
    assertEquals(IssueState.ISSUED, state(host));
  }

  @Test
  void anotherAuthorityIsAskedAtOnceAndTheOneBeforeShownMeanwhile() throws Exception {
    host(true).turn();
    Optional<KeyedChain> first = certificate.shown();
    directory = "https://real.example";
    fails = true;
    PlatformHost host = host(true);
    host.turn();
    assertEquals(IssueState.FAILING, state(host));
    assertEquals(first.map(KeyedChain::own), certificate.shown().map(KeyedChain::own));
    fails = false;
    host.refresh();
    host.turn();
    assertEquals(IssueState.ISSUED, state(host));
    assertEquals(3, ordered.size());
  }

  @Test
  void anOrderThatWasCutOffIsBegunAnew() throws Exception {
    premises
        .bean(PlatformCertificateStore.class)
        .keep(HOST, directory, Progress.waiting(now).begin(now));
    PlatformHost host = host(true);
    host.turn();
    assertEquals(IssueState.ISSUED, state(host));
  }

  @Test
  void nothingIsOrderedWhereTheOperatorChoseNoAuthority() throws Exception {
    PlatformHost host = host(false);
    host.turn();
    assertEquals(List.of(), ordered);
    assertTrue(host.refusal().orElseThrow().contains("PAAS_ACME_EMAIL"));
  }

  @Test
  void itIsRenewedSoonerWhereTheAuthorityWantsIt() throws Exception {
    PlatformHost host = host(true);
    host.turn();
    now = now.plus(Duration.ofDays(1));
    host.turn();
    assertEquals(1, ordered.size());
    advice = Optional.of(new Issuer.Advice(now.minusSeconds(60), now.minusSeconds(30), ""));
    now = now.plus(Duration.ofHours(6));
    host.turn();
    assertEquals(2, ordered.size());
    assertEquals(List.of(false, true), replacing);
  }
}
