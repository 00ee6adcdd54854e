package paas.platform.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import paas.platform.fault.Rejected;

class ClientAuthoritiesTest {
  private static final Instant NOW = TestCertificates.NOW;
  private final TestCertificates authority = new TestCertificates();

  private static String refusal(String pem, Instant now) {
    return assertThrows(Rejected.class, () -> ClientAuthorities.parse(true, pem, now)).getMessage();
  }

  @Test
  void anAuthorityIsKeptAsItCame() {
    String pem = TestCertificates.pem(List.of(authority.root()));
    ClientAuthorities read = ClientAuthorities.parse(true, "# ours\n" + pem, NOW);
    assertTrue(read.required());
    assertEquals(
        List.of("CN=Test root"), read.facts().stream().map(CertificateFacts::subject).toList());
    assertEquals(read, ClientAuthorities.parse(true, read.pem(), NOW));
  }

  @Test
  void whatLetsNobodyInIsRefusedWithTheReason() {
    String root = TestCertificates.pem(List.of(authority.root()));
    assertTrue(refusal(root, NOW.plus(Duration.ofDays(2000))).contains("expired"));
    TestCertificates.Issued leaf = authority.issue("shop.example.com");
    assertTrue(refusal(leaf.certificatePem(), NOW).contains("is no certificate authority"));
    assertTrue(refusal(root + leaf.keyPem(), NOW).contains("never their keys"));
    assertTrue(refusal("", NOW).contains("holds no certificate"));
    List<X509Certificate> many = Collections.nCopies(21, authority.root());
    assertTrue(refusal(TestCertificates.pem(many), NOW).contains("at most 20"));
  }
}
