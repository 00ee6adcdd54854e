package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.fault.Rejected;
import paas.platform.store.PlatformCertificateStore;

class PlatformCertificateTest {
  private static final String HOST = "paas.apps.example";

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
    return new PlatformCertificate(HOST, files, store);
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

  @Test
  void theOneThatWasIssuedIsShownAndReplaced() {
    PlatformCertificate certificate =
        new PlatformCertificate(HOST, new CertificateFiles("", ""), store);
    assertEquals(Optional.empty(), certificate.shown());
    store.keep(HOST, issued(HOST));
    KeyedChain second = issued(HOST);
    store.keep(HOST, second);
    assertEquals(Optional.of(second.own()), certificate.shown().map(KeyedChain::own));
  }

  @Test
  void theOperatorsFilesComeFirstAndAreReadAnew() throws Exception {
    store.keep(HOST, issued(HOST));
    PlatformCertificate certificate = given();
    KeyedChain first = write("*.apps.example");
    assertEquals(Optional.of(first.own()), certificate.shown().map(KeyedChain::own));
    KeyedChain second = write(HOST);
    assertEquals(Optional.of(second.own()), certificate.shown().map(KeyedChain::own));
    assertEquals("", certificate.problem());
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
  }

  @Test
  void oneFileWithoutTheOtherIsRefused() {
    assertThrows(Rejected.class, () -> new CertificateFiles("/etc/own.pem", ""));
    assertThrows(Rejected.class, () -> new CertificateFiles("own.pem", "own.key"));
  }
}
