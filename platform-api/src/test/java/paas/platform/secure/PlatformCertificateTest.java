package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.Progress;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.fault.Rejected;
import paas.platform.store.PlatformCertificateStore;

class PlatformCertificateTest {
  private static final String HOST = "paas.apps.example";
  private static final OwnHost OWN = OwnHost.of(HOST, "8443", "");

  @TempDir Path home;
  private final TestCertificates authority = new TestCertificates();
  private Premises premises;
  private PlatformCertificateStore store;

  @BeforeEach
  void open() {
    premises = new Premises(home.resolve("platform"));
    store = premises.bean(PlatformCertificateStore.class);
  }

  @AfterEach
  void close() {
    premises.close();
  }

  private PlatformCertificate given() {
    CertificateFiles files =
        new CertificateFiles(
            home.resolve("own.pem").toString(), home.resolve("own.key").toString());
    return new PlatformCertificate(OWN, files, store);
  }

  private KeyedChain write(String hostname) throws IOException {
    Issued issued = authority.issue(hostname);
    Files.writeString(home.resolve("own.pem"), issued.certificatePem());
    Files.writeString(home.resolve("own.key"), issued.keyPem());
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  private KeyedChain issued(String hostname) {
    Issued issued = authority.issue(hostname);
    return KeyedChain.parse(issued.certificatePem(), issued.keyPem());
  }

  private void keep(KeyedChain issued) {
    Progress waiting = Progress.waiting(TestCertificates.NOW);
    store.keep(HOST, "https://ca.example", waiting, issued);
  }

  @Test
  void ofAFormerHostnameNothingIsShownOrLeft() {
    keep(issued(HOST));
    OwnHost other = OwnHost.of("paas.other.example", "off", "443");
    PlatformCertificate certificate =
        new PlatformCertificate(other, new CertificateFiles("", ""), store);
    assertEquals(Optional.empty(), certificate.shown());
    Progress waiting = Progress.waiting(TestCertificates.NOW);
    store.keep("paas.other.example", "https://ca.example", waiting, issued(HOST));
    assertTrue(certificate.shown().isPresent());
    assertEquals(Optional.empty(), certificate.url());
    assertEquals(Optional.empty(), store.certificate(HOST));
  }

  @Test
  void behindAMappingOfPortsItsAddressNamesThePublicOne() {
    keep(issued(HOST));
    CertificateFiles none = new CertificateFiles("", "");
    OwnHost usual = OwnHost.of(HOST, "8443", "443");
    URI url = new PlatformCertificate(usual, none, store).url().orElseThrow();
    assertEquals("https://" + HOST, url.toString());
    OwnHost other = OwnHost.of(HOST, "8443", "444");
    assertEquals("https://" + HOST + ":444", other.url(other.httpsPort().getAsInt()));
  }

  @Test
  void theOneThatWasIssuedIsShownAndReplaced() {
    PlatformCertificate certificate =
        new PlatformCertificate(OWN, new CertificateFiles("", ""), store);
    assertEquals(Optional.empty(), certificate.shown());
    assertEquals(Optional.empty(), certificate.url());
    keep(issued(HOST));
    KeyedChain second = issued(HOST);
    keep(second);
    assertEquals(Optional.of(second.own()), certificate.shown().map(KeyedChain::own));
    assertEquals(Optional.of(URI.create("https://paas.apps.example:8443")), certificate.url());
  }

  @Test
  void theOperatorsFilesComeFirstAndAreReadAnew() throws Exception {
    keep(issued(HOST));
    PlatformCertificate certificate = given();
    KeyedChain first = write("*.apps.example");
    assertEquals(Optional.of(first.own()), certificate.shown().map(KeyedChain::own));
    KeyedChain second = write(HOST);
    assertEquals(Optional.of(second.own()), certificate.shown().map(KeyedChain::own));
    assertEquals("", certificate.problem());
  }

  @Test
  void filesThatWereNeverWholeLeaveWhatWasIssued() {
    KeyedChain issued = issued(HOST);
    keep(issued);
    PlatformCertificate certificate = given();
    assertEquals(Optional.of(issued.own()), certificate.shown().map(KeyedChain::own));
    assertTrue(certificate.problem().contains("own.pem cannot be read"), certificate.problem());
  }

  @Test
  void filesThatAreNotWholeChangeNothingAndAreSaid() throws Exception {
    PlatformCertificate certificate = given();
    assertTrue(certificate.problem().contains("own.pem cannot be read"), certificate.problem());
    KeyedChain whole = write(HOST);
    assertEquals(Optional.of(whole.own()), certificate.shown().map(KeyedChain::own));
    write("shop.apps.example");
    assertEquals(Optional.of(whole.own()), certificate.shown().map(KeyedChain::own));
    assertTrue(certificate.problem().contains("not for " + HOST), certificate.problem());
    Files.writeString(home.resolve("own.key"), "");
    assertEquals(Optional.of(whole.own()), certificate.shown().map(KeyedChain::own));
    assertTrue(certificate.problem().contains("no private key"), certificate.problem());
    Files.writeString(home.resolve("own.key"), "x".repeat(70_000));
    assertTrue(certificate.problem().contains("larger than 64 KB"), certificate.problem());
  }

  @Test
  void oneFileWithoutTheOtherIsRefused() {
    assertThrows(Rejected.class, () -> new CertificateFiles("/etc/own.pem", ""));
    assertThrows(Rejected.class, () -> new CertificateFiles("own.pem", "own.key"));
  }
}
