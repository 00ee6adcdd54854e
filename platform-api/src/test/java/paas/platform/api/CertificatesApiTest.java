package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.cert.Issue;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.secure.Hostnames;
import paas.platform.store.IssueStore;

@ExtendWith(TestPlatform.Extension.class)
class CertificatesApiTest {
  private final Requests requests;
  private final Requests admin;
  private final App app;
  private final IssueStore issues;
  private final String path;
  private final String host;
  private final TestCertificates authority = new TestCertificates();

  CertificatesApiTest(TestPlatform platform) {
    User user = platform.user();
    this.requests = platform.as(user);
    this.admin = platform.as(platform.user(true));
    this.app = platform.app(user);
    this.issues = platform.bean(IssueStore.class);
    this.path = "/apps/" + app.name();
    this.host = platform.bean(Hostnames.class).of(app).getFirst();
  }

  private Issued issue(String name) {
    return authority.issue(TestCertificates.key("EC", 256), Duration.ofDays(900), name);
  }

  private static String pair(Issued issued) {
    return "{\"certificate_chain\":\"%s\",\"private_key\":\"%s\",\"name\":\"web\"}"
        .formatted(
            issued.certificatePem().replace("\r", "").replace("\n", "\\n"),
            issued.keyPem().replace("\r", "").replace("\n", "\\n"));
  }

  @Test
  void aCertificateIsAddedShownReplacedAndRemoved() {
    Answer added = requests.post(path + "/sni-endpoints", pair(issue(host))).expect(201);
    assertEquals("web", added.text("name"));
    assertFalse(added.body().contains("PRIVATE KEY"));
    assertEquals(List.of("web"), requests.get(path + "/sni-endpoints").each("name"));
    requests.post(path + "/sni-endpoints", pair(issue(host))).expect(409);
    requests.send("PATCH", path + "/sni-endpoints/web", pair(issue(host))).expect(200);
    assertFalse(
        requests.get(path + "/sni-endpoints/web").body().equals(added.body()), "another one");
    requests.delete(path + "/sni-endpoints/web").expect(200);
    requests.get(path + "/sni-endpoints/web").expect(404);
  }

  /** So do clients that let their users choose which domains a new one is for. */
  @Test
  void aDomainAgreesToACertificateThatNamesItAndToNoOther() {
    String other = "www." + app.name() + ".example.com";
    requests.post(path + "/domains", "{\"hostname\":\"" + other + "\"}").expect(201);
    requests.post(path + "/sni-endpoints", pair(issue(host))).expect(201);
    String web = "{\"sni_endpoint\":\"web\"}";

    Answer agreed = requests.patch(path + "/domains/" + host, web).expect(200);
    assertEquals("web", agreed.text("sni_endpoint.name"));
    Answer refused = requests.patch(path + "/domains/" + other, web).expect(422);
    assertTrue(refused.text("message").contains(host), refused.body());
    requests.patch(path + "/domains/" + other, "{\"sni_endpoint\":null}").expect(200);
    requests.patch(path + "/domains/" + other, "{\"sni_endpoint\":\"none\"}").expect(404);
  }

  @Test
  void aCertificateForNoneOfTheAppsHostnamesIsRefused() {
    Answer refused =
        requests.post(path + "/sni-endpoints", pair(issue("elsewhere.test"))).expect(422);
    assertTrue(refused.body().contains("paas domains:add"), refused.body());
    assertEquals(List.of(), requests.get(path + "/sni-endpoints").each("name"));
  }

  @Test
  void thePlatformsOwnCertificateIsShownToAdminsWithWhyThereIsNone() {
    requests.get("/platform/certificate").expect(403);
    String none = admin.get("/platform/certificate").expect(200).body();
    assertTrue(none.contains("\"source\":\"automatic\",\"acm_status\":null"), none);
    assertTrue(none.contains("PAAS_ACME_EMAIL"), none);
    assertTrue(none.contains("\"ssl_cert\":null"), none);
  }

  @Test
  void whatIsAskedOfClientsIsShownAndChanged() {
    assertTrue(requests.get(path + "/https").body().contains("\"redirect\":false,\"hsts\":0"));
    requests.send("PATCH", path + "/https", "{\"redirect\":true,\"hsts\":300}").expect(200);
    assertTrue(requests.get(path + "/https").body().contains("\"redirect\":true,\"hsts\":300"));
    requests.send("PATCH", path + "/https", "{\"hsts\":-1}").expect(422);
  }

  @Test
  void automaticCertificatesAreSwitchedOnAndOff() {
    requests.post(path + "/acm", "{}").expect(200);
    assertTrue(requests.get(path + "/acm").body().contains("\"acm\":true"));
    assertTrue(requests.get(path).body().contains("\"acm\":true"));
    assertTrue(requests.get("/apps").body().contains("\"acm\":true"));
    requests.delete(path + "/acm").expect(200);
    assertTrue(requests.get(path + "/acm").body().contains("\"acm\":false"));
    assertTrue(requests.get(path).body().contains("\"acm\":false"));
  }

  @Test
  void aHostnameSaysWhyItGetsNoAutomaticCertificate() {
    Instant now = Instant.now();
    issues.keep(
        Issue.waiting(app.id(), host, "https://acme.example", now)
            .failed("no such host", now, now));
    String failed = "\"acm_status\":\"failed\",\"acm_status_reason\":\"no such host\"";
    assertTrue(requests.get(path + "/domains").body().contains(failed));
    requests.post(path + "/sni-endpoints", pair(issue(host))).expect(201);
    assertTrue(requests.get(path + "/domains/" + host).body().contains("\"acm_status\":null"));
  }

  private String authorities(String mode) {
    return "{\"authorities\":\"%s\",\"mode\":\"%s\"}"
        .formatted(
            TestCertificates.pem(List.of(authority.root())).replace("\r", "").replace("\n", "\\n"),
            mode);
  }

  @Test
  void clientsAreAskedForACertificateOnceThereIsHttps() {
    String clients = path + "/client-certificates";
    assertTrue(requests.get(clients).body().contains("\"mode\":\"off\""));
    Answer early = requests.send("PATCH", clients, authorities("required")).expect(409);
    assertTrue(early.body().contains("paas certs:add"), early.body());
    requests.post(path + "/sni-endpoints", pair(issue(host))).expect(201);
    requests.send("PATCH", clients, "{\"mode\":\"optional\"}").expect(422);
    requests.send("PATCH", clients, authorities("sometimes")).expect(422);
    Answer set = requests.send("PATCH", clients, authorities("required")).expect(200);
    assertTrue(set.body().contains("\"mode\":\"required\""), set.body());
    assertTrue(set.body().contains("CN=Test root"), set.body());
    requests.send("PATCH", clients, "{\"mode\":\"optional\"}").expect(200);
    assertTrue(requests.get(clients).body().contains("\"mode\":\"optional\",\"authorities\":[{"));
    requests.delete(clients).expect(200);
    requests.delete(clients).expect(200);
    assertEquals("{\"mode\":\"off\",\"authorities\":[]}", requests.get(clients).body());
  }

  @Test
  void whatIsNoAuthorityIsRefused() {
    String clients = path + "/client-certificates";
    Issued issued = issue(host);
    requests.post(path + "/sni-endpoints", pair(issued)).expect(201);
    for (String pem : List.of("", "nonsense", issued.certificatePem(), issued.keyPem())) {
      String body = pem.replace("\r", "").replace("\n", "\\n");
      requests.send("PATCH", clients, "{\"authorities\":\"" + body + "\"}").expect(422);
    }
    assertTrue(requests.get(clients).body().contains("\"mode\":\"off\""));
  }
}
