package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paas.router.tls.HttpsPolicy.BOTH;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.cert.ClientAuthorities;
import paas.platform.cert.HttpsSettings;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.platform.secure.BelowWildcards.Rules;
import paas.router.tls.ClientTrust;
import paas.router.tls.KeyPairPem;
import paas.router.tls.ServedName;
import paas.router.tls.ServerCertificate;
import paas.router.tls.TlsTable;

class SnapshotTest {
  private final TestCertificates authority = new TestCertificates();

  private StoredCertificate certificate(AppId app, String host) {
    Issued issued = authority.issue(host);
    return new StoredCertificate(
        UUID.randomUUID(),
        app,
        host,
        false,
        KeyedChain.parse(issued.certificatePem(), issued.keyPem()),
        TestCertificates.NOW,
        TestCertificates.NOW);
  }

  @Test
  void aNameOfTwoAppsHasTheCertificateOfTheOneWhoseOwnItIs() {
    AppId first = new AppId(new UUID(0, 1));
    AppId second = new AppId(new UUID(0, 2));
    TlsTable table =
        Snapshot.of(
            Map.of(
                first, List.of("blog.test", "shop.test", "blog.test"),
                second, List.of("shop.test", "blog.test")),
            Map.of(
                first, List.of(certificate(first, "*.test")),
                second, List.of(certificate(second, "*.test"))),
            Map.of(),
            Map.of(),
            List.of(),
            TestCertificates.NOW);
    assertEquals(
        Set.of("blog.test", "shop.test"),
        table.certificates().stream()
            .map(one -> one.names().getFirst().value())
            .collect(Collectors.toSet()));
    assertEquals(2, table.certificates().stream().mapToInt(one -> one.names().size()).sum());
  }

  @Test
  void onlyTheHostnamesOfAnAppThatAsksAreAskedAndItIsGuardedWithoutACertificateToo() {
    AppId shop = new AppId(UUID.randomUUID());
    AppId blog = new AppId(UUID.randomUUID());
    AppId bare = new AppId(UUID.randomUUID());
    ClientAuthorities ours = new ClientAuthorities(true, "ours");
    TlsTable table =
        Snapshot.of(
            Map.of(shop, List.of("shop.test"), blog, List.of("blog.test")),
            Map.of(
                shop, List.of(certificate(shop, "shop.test")),
                blog, List.of(certificate(blog, "blog.test"))),
            Map.of(),
            Map.of(shop, ours, bare, ours),
            List.of(),
            TestCertificates.NOW);
    for (ServerCertificate certificate : table.certificates()) {
      boolean asks = certificate.names().toString().equals("[shop.test]");
      assertEquals(asks ? shop.toString() : ServerCertificate.NOBODY, certificate.asking());
    }
    assertEquals(2, table.certificates().size());
    assertEquals(
        Map.of(shop.toString(), true, bare.toString(), true),
        Map.of(
            table.trusts().get(0).app(), table.trusts().get(0).required(),
            table.trusts().get(1).app(), table.trusts().get(1).required()));
    assertEquals(
        List.of("ours", "ours"), table.trusts().stream().map(ClientTrust::authorities).toList());
  }

  @Test
  void hostnameBelowAnothersWildcardIsShownItsCertificateByTheRulesOfItsOwnApp() {
    AppId wide = new AppId(new UUID(0, 1));
    AppId blog = new AppId(new UUID(0, 2));
    AppId news = new AppId(new UUID(0, 3));
    AppId same = new AppId(new UUID(0, 4));
    HttpsSettings strict = HttpsSettings.DEFAULT.withRedirect(true).withHsts(Duration.ofDays(1));
    StoredCertificate certificate = certificate(wide, "*.x.test");
    TlsTable table =
        Snapshot.of(
            Map.of(
                wide, List.of("*.x.test", "w.x.test"),
                blog, List.of("blog.x.test", "deep.blog.x.test", "*.blog.x.test"),
                news, List.of("news.x.test"),
                same, List.of("same.x.test", "own.x.test")),
            Map.of(
                wide, List.of(certificate),
                same, List.of(certificate(same, "own.x.test"))),
            Map.of(wide, strict, same, strict, blog, HttpsSettings.DEFAULT),
            Map.of(wide, new ClientAuthorities(true, "w"), same, new ClientAuthorities(true, "s")),
            List.of(),
            TestCertificates.NOW);
    String chain = certificate.keyed().chainPem();
    assertEquals(
        Map.of(
            "[*.x.test, w.x.test]", wide + " true",
            "[blog.x.test, news.x.test]", ServerCertificate.NOBODY + " false",
            "[same.x.test]", same + " true"),
        table.certificates().stream()
            .filter(one -> one.pair().chain().equals(chain))
            .collect(
                Collectors.toMap(
                    one -> one.names().toString(),
                    one -> one.asking() + " " + one.policy().redirect())));
    assertEquals(4, table.certificates().stream().map(ServerCertificate::id).distinct().count());
    assertEquals(4, table.certificates().size());
  }

  @Test
  void wildcardWithoutRulesOfItsOwnNeedsNoOtherBesideIt() {
    AppId wide = new AppId(new UUID(0, 1));
    AppId blog = new AppId(new UUID(0, 2));
    TlsTable table =
        Snapshot.of(
            Map.of(wide, List.of("*.x.test"), blog, List.of("blog.x.test")),
            Map.of(wide, List.of(certificate(wide, "*.x.test"))),
            Map.of(),
            Map.of(),
            List.of(),
            TestCertificates.NOW);
    assertEquals(1, table.certificates().size());
  }

  @Test
  void manyRulesBelowOneWildcardDoNotMakeTheTableTooLarge() {
    AppId wide = new AppId(new UUID(0, 1));
    KeyedChain keyed = certificate(wide, "*.x.test").keyed();
    KeyPairPem pair = new KeyPairPem(keyed.chainPem(), keyed.keyPem());
    List<ServerCertificate> served =
        List.of(new ServerCertificate("w", List.of(new ServedName("*.x.test")), pair, BOTH));
    Map<String, AppId> owners = new HashMap<>();
    for (int i = 2; i < 12; i++) {
      owners.put("app" + i + ".x.test", new AppId(new UUID(0, i)));
    }
    int most = 3 * (pair.chain().length() + pair.key().length());
    assertEquals(
        3, BelowWildcards.of(served, owners, app -> new Rules(BOTH, app.toString()), most).size());
  }

  @Test
  void thePlatformsOwnHostnameIsShownByItsOwnCertificateBesideWhatAppsAskOfClients() {
    AppId shop = new AppId(UUID.randomUUID());
    StoredCertificate wide = certificate(shop, "*.apps.test");
    TlsTable apps =
        Snapshot.of(
            Map.of(shop, List.of("shop.apps.test", "paas.apps.test")),
            Map.of(shop, List.of(wide)),
            Map.of(),
            Map.of(shop, new ClientAuthorities(true, "ours")),
            List.of(),
            TestCertificates.NOW);
    KeyedChain own = certificate(shop, "paas.apps.test").keyed();
    TlsTable table = Snapshot.with(apps, "paas.apps.test", own);
    assertEquals(
        Map.of("[shop.apps.test]", shop.toString(), "[paas.apps.test]", ServerCertificate.NOBODY),
        table.certificates().stream()
            .collect(Collectors.toMap(one -> one.names().toString(), ServerCertificate::asking)));
    assertEquals(own.chainPem(), table.certificates().getLast().pair().chain());
    assertEquals(apps.trusts(), table.trusts());
  }
}
