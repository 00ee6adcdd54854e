package paas.platform.secure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.cert.ClientAuthorities;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.cert.TestCertificates;
import paas.platform.cert.TestCertificates.Issued;
import paas.router.tls.ClientTrust;
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
