package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.cert.Issue;
import paas.platform.cert.IssueState;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.store.row.CertificateRow;
import paas.platform.store.row.CertificateRows;

class AutoCertificatesTest extends AutoCertificatesFixture {
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
