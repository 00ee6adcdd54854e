package paas.platform.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.fault.Rejected;

class KeyedChainTest {
  private static final String SECP256K1_CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBhjCCAS2gAwIBAgIUEviaVEnhFT0lr+BA3S7yMtQ1pgswCgYIKoZIzj0EAwIw
      ETEPMA0GA1UEAwwGYS50ZXN0MB4XDTI2MTEyODAwMDA1OFoXDTI2MTIyODAwMDA1
      OFowETEPMA0GA1UEAwwGYS50ZXN0MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE1L8R
      99v9myzPC9mWAUy2vOhPTfNnj21RriSxPjMmAMgRpyeTxjxV7LYKAGRFIxYz+IhU
      t9RX9BqniP0sPaJ3KaNmMGQwHQYDVR0OBBYEFKMSUbZLVyLJvIV6AlotTQjYQA3k
      MB8GA1UdIwQYMBaAFKMSUbZLVyLJvIV6AlotTQjYQA3kMA8GA1UdEwEB/wQFMAMB
      Af8wEQYDVR0RBAowCIIGYS50ZXN0MAoGCCqGSM49BAMCA0cAMEQCICf/FBredR1M
      7ND5g+5mT+N4OvUWqj1rNsezsILy+RfpAiBRGeMmSU3xwWsIfgVTeBlJe4bcOKSv
      ZxEgYNStnCEUxg==
      -----END CERTIFICATE-----
      """;

  private static final String SECP256K1_KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgcJgp2nm5g5vJdbLs/day
      1oJxAcVcwbYBqq+zPfeQilWhRANCAATUvxH32/2bLM8L2ZYBTLa86E9N82ePbVGu
      JLE+MyYAyBGnJ5PGPFXstgoAZEUjFjP4iFS31Ff0GqeI/Sw9oncp
      -----END PRIVATE KEY-----
      """;

  private final TestCertificates authority = new TestCertificates();
  private final Issued shop = authority.issue("shop.example.com", "*.shop.example.com");

  private static void refused(String why, String chain, String key) {
    Rejected refusal = assertThrows(Rejected.class, () -> KeyedChain.parse(chain, key));
    assertTrue(refusal.toString().contains(why), refusal.toString());
  }

  @Test
  void chainAndKeyAreReadAndWrittenAgain() {
    String chain = TestCertificates.pem(List.of(shop.certificate(), authority.root()));
    KeyedChain read = KeyedChain.parse("text before\n" + chain, shop.keyPem());
    assertEquals(2, read.chain().size());
    assertEquals(read, KeyedChain.parse(read.chainPem(), read.keyPem()));
    assertFalse(read.toString().contains("PRIVATE"));
  }

  @Test
  void keyOfAnotherCertificateIsRefused() {
    refused("does not belong", shop.certificatePem(), authority.issue("a.test").keyPem());
  }

  @Test
  void chainInTheWrongOrderIsRefused() {
    Issued other = authority.issue("a.test");
    refused(
        "was not issued by the one after it",
        TestCertificates.pem(List.of(shop.certificate(), other.certificate())),
        shop.keyPem());
    refused(
        "does not belong",
        TestCertificates.pem(List.of(authority.root(), shop.certificate())),
        shop.keyPem());
  }

  @Test
  void weakKeyIsRefused() {
    Issued weak = authority.issue(TestCertificates.key("RSA", 1024), Duration.ofDays(60), "a.test");
    refused("1024 bits", weak.certificatePem(), weak.keyPem());
  }

  /** Java itself signs nothing with such a key. */
  @Test
  void aCurveThatBrowsersDoNotTakeIsNamed() {
    refused("is on a curve that browsers do not take", SECP256K1_CERTIFICATE, SECP256K1_KEY);
  }

  @Test
  void enormousKeyIsRefused() throws GeneralSecurityException {
    BigInteger odd = BigInteger.ONE.shiftLeft(8200).add(BigInteger.ONE);
    KeyFactory factory = KeyFactory.getInstance("RSA");
    KeyPair enormous =
        new KeyPair(
            factory.generatePublic(new RSAPublicKeySpec(odd, BigInteger.valueOf(65_537))),
            factory.generatePrivate(new RSAPrivateKeySpec(odd, BigInteger.valueOf(3))));
    Issued issued = authority.issue(enormous, Duration.ofDays(60), "a.test");
    refused("8201 bits", issued.certificatePem(), shop.keyPem());
  }

  @Test
  void whatIsNoCertificateOrKeyIsRefused() {
    refused("no certificate", "", shop.keyPem());
    refused("no certificate", "hello", shop.keyPem());
    refused("something else", shop.keyPem(), shop.keyPem());
    refused("no private key", shop.certificatePem(), "hello");
    refused("no private key", shop.certificatePem(), shop.certificatePem());
    refused("longer than 64 KB", "x".repeat(70_000), shop.keyPem());
    refused(
        "cannot be read",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        shop.keyPem());
    refused(
        "cannot be read",
        "-----BEGIN CERTIFICATE-----\n?$%&\n-----END CERTIFICATE-----\n",
        shop.keyPem());
    refused(
        "cannot be read",
        shop.certificatePem(),
        "-----BEGIN PRIVATE KEY-----\n?$%&\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void namesEndAndAppAreChecked() {
    CertificateFacts facts = KeyedChain.parse(shop.certificatePem(), shop.keyPem()).facts();
    assertTrue(facts.covers("shop.example.com") && facts.covers("www.shop.example.com"));
    assertFalse(facts.covers("a.b.shop.example.com") || facts.covers("example.com"));
    facts.requireInForce(TestCertificates.NOW);
    assertThrows(
        Rejected.class, () -> facts.requireInForce(TestCertificates.NOW.plus(Duration.ofDays(61))));
    assertThrows(
        Rejected.class,
        () -> facts.requireInForce(TestCertificates.NOW.minus(Duration.ofDays(31))));
    facts.requireFor(List.of("other.test", "www.shop.example.com"));
    assertThrows(Rejected.class, () -> facts.requireFor(List.of("other.test")));
  }

  @Test
  void anIssuersCertificateThatExpiredIsRefusedAndARootsIsNobodysConcern() {
    Instant soon = TestCertificates.NOW.plus(Duration.ofDays(1));
    KeyedChain chain = authority.through(soon, "shop.example.com");
    chain.requireInForce(TestCertificates.NOW);
    Rejected refused = assertThrows(Rejected.class, () -> chain.requireInForce(soon));
    assertTrue(refused.toString().contains("Test middle"), refused.toString());
    Instant afterTheRoot = TestCertificates.NOW.plus(Duration.ofDays(1001));
    Issued lasting = authority.issue(shop.pair(), Duration.ofDays(2000), "shop.example.com");
    new KeyedChain(List.of(lasting.certificate(), authority.root()), shop.pair().getPrivate())
        .requireInForce(afterTheRoot);
  }

  @Test
  void failuresAreTriedAgainEverMoreSeldomAndRenewalComesAtTwoThirds() {
    CertificateFacts facts = KeyedChain.parse(shop.certificatePem(), shop.keyPem()).facts();
    assertEquals(TestCertificates.NOW.plus(Duration.ofDays(30)), Progress.renewal(facts));
    var app = new AppId(new UUID(0, 1));
    Issue issue = Issue.waiting(app, "shop.example.com", "", TestCertificates.NOW);
    assertTrue(issue.isDue(TestCertificates.NOW));
    Issue failed = issue.failed("no such host", TestCertificates.NOW, TestCertificates.NOW);
    assertFalse(failed.isDue(TestCertificates.NOW.plusSeconds(59)));
    assertTrue(failed.isDue(TestCertificates.NOW.plusSeconds(60)));
    for (int i = 0; i < 9; i++) {
      failed = failed.failed("no such host", TestCertificates.NOW, TestCertificates.NOW);
    }
    assertEquals(TestCertificates.NOW.plus(Duration.ofHours(12)), failed.nextAt());
    Instant uneven = TestCertificates.NOW.plusNanos(78_137_170);
    Issue later = issue.failed("no such host", uneven, uneven);
    assertEquals(TestCertificates.NOW.plusSeconds(60), later.nextAt());
    Issued odd = authority.issue(shop.pair(), Duration.ofSeconds(10), "a.test");
    CertificateFacts oddLife = KeyedChain.parse(odd.certificatePem(), odd.keyPem()).facts();
    assertEquals(0, Progress.renewal(oddLife).getNano());
    assertEquals(0, failed.issued(Progress.renewal(facts), TestCertificates.NOW).attempts());
  }
}
