package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;
import paas.cli.terminal.Facts;

class CertsTest {
  private static final String SHOP =
      "{\"name\":\"shop\",\"domains\":[\"www.shop.test\"],\"automatic\":false,\"ssl_cert\":{"
          + "\"cert_domains\":[\"*.shop.test\"],\"subject\":\"CN=s\",\"issuer\":\"CN=ca\","
          + "\"starts_at\":\"2026-01-01T00:00:00Z\",\"expires_at\":\"2027-01-01T00:00:00Z\","
          + "\"self_signed?\":true}}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  @Test
  void certificatesAreListedWithTheirNamesAndEnds() {
    platform.on("GET /apps/shop/sni-endpoints", "[" + SHOP + "]");
    assertEquals(
        """
        certificate  for            expires               issuer  kind
        shop         www.shop.test  2027-01-01T00:00:00Z  CN=ca   added
        """,
        run("certs").out());
  }

  @Test
  void thePlatformsOwnCertificateIsShownAndTriedAgain() {
    String failing =
        "{\"hostname\":\"paas.example\",\"url\":\"https://paas.example\","
            + "\"source\":\"automatic\",\"acm_status\":\"failing\","
            + "\"acm_status_reason\":\"no such host\",\"next_at\":\"2026-01-01T00:00:00Z\","
            + "\"ssl_cert\":null}";
    platform.on("GET /platform/certificate", failing);
    platform.on("PATCH /platform/certificate", failing);
    assertEquals(
        """
        Hostname:   paas.example
        Address:    https://paas.example
        From:       the platform's ACME authority
        State:      failing
        Why not:    no such host
        Next:       2026-01-01T00:00:00Z
        """,
        run("certs", "--platform").out());
    assertEquals(0, run("certs:auto:refresh", "--platform").exit());
    assertEquals(
        List.of("GET /platform/certificate", "PATCH /platform/certificate {}"), platform.log());
  }

  @Test
  void theSameCertificateAddedTwiceIsToldOf() throws IOException {
    Files.writeString(home.resolve("server.crt"), "chain");
    Files.writeString(home.resolve("server.key"), "secret");
    String added = "{\"name\":\"bream\",\"certificate_chain\":\"chain\"}";
    String other = "{\"name\":\"carp\",\"certificate_chain\":\"other\"}";
    platform.on("POST /apps/shop/sni-endpoints", new Answer(201, Map.of(), added));
    platform.on(
        "GET /apps/shop/sni-endpoints",
        "[" + added + "," + other + "," + added.replace("bream", "old") + "]");
    platform.on("GET /apps/shop/sni-endpoints", "[" + added + "," + other + "]");

    assertTrue(
        run("certs:add", "server.crt", "server.key")
            .err()
            .endsWith(
                " !  ⬢ shop has the very same certificate as old already; one is enough: paas"
                    + " certs:remove bream\n"));
    assertFalse(run("certs:add", "server.crt", "server.key").err().contains("the very same"));
  }

  @Test
  void aCertificateIsAddedReplacedAndRemoved() throws IOException {
    Path certificate = Files.writeString(home.resolve("server.crt"), "chain");
    Files.writeString(home.resolve("server.key"), "secret");
    platform.on("POST /apps/shop/sni-endpoints", new Answer(201, Map.of(), SHOP));
    platform.on("PATCH /apps/shop/sni-endpoints/shop", SHOP);
    platform.on("DELETE /apps/shop/sni-endpoints/shop", SHOP);

    Cli.Result added = run("certs:add", certificate.toString(), "server.key", "--name", "shop");
    assertTrue(added.out().contains("signed by itself"), added.out());
    assertEquals(0, run("certs:update", "shop", "server.crt", "server.key").exit());
    assertEquals(0, run("certs:remove", "shop").exit());

    String pair = "\"certificate_chain\":\"chain\",\"private_key\":\"secret\"";
    assertEquals(
        List.of(
            "POST /apps/shop/sni-endpoints {" + pair + ",\"name\":\"shop\"}",
            "PATCH /apps/shop/sni-endpoints/shop {" + pair + "}",
            "DELETE /apps/shop/sni-endpoints/shop"),
        platform.log());
  }

  @Test
  void aFileThatIsNotThereIsToldBeforeAnythingIsSent() {
    Cli.Result refused = run("certs:add", "/nowhere.crt", "/nowhere.key");
    assertTrue(refused.err().contains("Cannot read /nowhere.crt"), refused.err());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void automaticCertificatesAreRemovedOnceTheNameWasTyped() {
    platform.on("DELETE /apps/shop/acm", "{\"acm\":false}");
    Cli.Result refused = run("certs:auto:disable");
    assertEquals(2, refused.exit());
    assertTrue(refused.err().contains("add: --confirm shop"), refused.err());
    assertEquals(2, run("certs:auto:disable", "--confirm", "shp").exit());
    assertEquals(List.of(), platform.log());
    assertEquals(0, run("certs:auto:disable", "--confirm", "shop").exit());
    Facts facts = Facts.of("0", "", Map.of());
    Cli asked = new Cli(home).platform(platform).env("PAAS_APP", "shop").facts(facts);
    Cli.Result typed = asked.input("shop\n").run("certs:auto:disable");
    assertEquals(0, typed.exit());
    assertTrue(typed.err().contains("ends at once"), typed.err());
    assertEquals(List.of("DELETE /apps/shop/acm", "DELETE /apps/shop/acm"), platform.log());
  }

  @Test
  void httpsIsShownAndChanged() {
    platform.on("GET /apps/shop/https", "{\"redirect\":false,\"hsts\":0}");
    platform.on("PATCH /apps/shop/https", "{\"redirect\":true,\"hsts\":300}");
    platform.on(
        "GET /apps/shop/domains",
        "[{\"hostname\":\"shop.localhost\",\"sni_endpoint\":null},"
            + "{\"hostname\":\"shop.test\",\"sni_endpoint\":{\"name\":\"x\"}}]");
    assertEquals("Redirect:  off\nHSTS:      off\n", run("https").out());
    assertEquals(
        "Redirect:  on\nHSTS:      300 seconds\n",
        run("https", "--redirect", "on", "--hsts", "300").out());
    assertEquals(2, run("https", "--redirect", "maybe").exit());
  }

  @Test
  void aRedirectWithoutACertificateSaysHowToGetOne() {
    platform.on("PATCH /apps/shop/https", "{\"redirect\":true,\"hsts\":0}");
    platform.on(
        "GET /apps/shop/domains", "[{\"hostname\":\"shop.localhost\",\"sni_endpoint\":null}]");
    Cli.Result result = run("https", "--redirect", "on");
    assertEquals(0, result.exit());
    assertEquals("Redirect:  on\nHSTS:      off\n", result.out());
    assertEquals(
        """
         !  None of ⬢ shop's hostnames has a certificate: until one has, its plain HTTP is answered as before.
         !  Have some issued: paas certs:auto:enable --app shop; or add your own: paas certs:add server.crt server.key --app shop
        """,
        result.err());
    assertEquals("", run("https", "--redirect", "on", "--json").err());
  }

  @Test
  void clientCertificatesAreShownAskedForAndNotAnyMore() throws IOException {
    Files.writeString(home.resolve("ca.pem"), "pem");
    String required =
        "{\"mode\":\"required\",\"authorities\":[{\"subject\":\"CN=ours\","
            + "\"expires_at\":\"2027-01-01T00:00:00Z\"}]}";
    String off = "{\"mode\":\"off\",\"authorities\":[]}";
    platform.on("GET /apps/shop/client-certificates", off);
    platform.on("PATCH /apps/shop/client-certificates", required);
    platform.on("DELETE /apps/shop/client-certificates", off);
    assertEquals("Clients of ⬢ shop are asked for no certificate\n", run("certs:clients").out());
    assertEquals(
        """
        Client certificates of ⬢ shop are required
        authority  expires
        CN=ours    2027-01-01T00:00:00Z
        """,
        run("certs:clients:set", "ca.pem", "--mode", "required").out());
    assertEquals(0, run("certs:clients:set", "--mode", "optional").exit());
    assertEquals(0, run("certs:clients:remove").exit());
    assertTrue(run("certs:clients:set").err().contains("certs:clients:set ca.pem"));
    assertEquals(
        List.of(
            "GET /apps/shop/client-certificates",
            "PATCH /apps/shop/client-certificates {\"authorities\":\"pem\",\"mode\":\"required\"}",
            "PATCH /apps/shop/client-certificates {\"mode\":\"optional\"}",
            "DELETE /apps/shop/client-certificates"),
        platform.log());
  }
}
