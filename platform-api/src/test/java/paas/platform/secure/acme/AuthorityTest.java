package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.util.KeyPairUtils;
import paas.platform.app.App;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.StoredCertificate;
import paas.platform.secure.Hostnames;
import paas.platform.secure.Premises;
import paas.platform.secure.Showcase;
import paas.platform.secure.dns.DnsSettings;
import paas.platform.secure.dns.RememberedRecords;
import paas.platform.store.AppStore;
import paas.platform.store.CertificateStore;
import paas.platform.store.IssueStore;
import paas.router.Router;
import paas.router.RouterSettings;
import paas.router.control.RouterLink;
import paas.router.tls.Challenge;
import paas.router.tls.TlsTable;

/**
 * Against a real authority: Let's Encrypt's test server pebble (Debian package), which checks
 * through a real router.
 */
@Tag("contract")
class AuthorityTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path home;
  private final MemoryKeys keys = new MemoryKeys();
  private int http;
  private int https;
  private Process names;
  private Pebble pebble;

  @BeforeEach
  void startAuthority() throws IOException {
    http = Pebble.freePort();
    https = Pebble.freePort();
    int dns = Pebble.freePort();
    names =
        new ProcessBuilder(
                "pebble-challtestsrv",
                "-defaultIPv6",
                "",
                "-defaultIPv4",
                "127.0.0.1",
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-dns01",
                "127.0.0.1:" + dns,
                "-management",
                "127.0.0.1:" + Pebble.freePort())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("names.log").toFile())
            .start();
    pebble = new Pebble(home, dns, http, https);
  }

  private static void await(BooleanSupplier state) {
    long until = System.nanoTime() + DEADLINE.toNanos();
    while (!state.getAsBoolean()) {
      assertTrue(System.nanoTime() - until < 0, "in time");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @AfterEach
  void stop() {
    pebble.close();
    names.destroy();
  }

  private Router router() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PAAS_HOME",
            home.toString(),
            "PAAS_HTTP_BIND",
            "127.0.0.1",
            "PAAS_HTTP_PORT",
            "" + http,
            "PAAS_HTTPS_PORT",
            "" + https);
    return Router.open(RouterSettings.from(environment, "nobody", home));
  }

  private Authority authority(RouterLink link, String keyId) {
    return new Authority(
        pebble.settings(keyId), keys, new Shown(link), DnsSettings.read(name -> ""));
  }

  @Test
  void certificateIsIssuedByEitherProofWithOneAccount() throws Exception {
    try (Router router = router();
        RouterLink link =
            new RouterLink(home.resolve("router/router.sock"), (e, l) -> {}, wakes -> {})) {
      await(link::isConnected);
      Authority authority = authority(link, "kid-1");
      KeyedChain one = authority.issue("shop.example.com", Issuer.Proof.HTTP_01, Optional.empty());
      assertEquals(List.of("shop.example.com"), one.facts().names());
      assertTrue(one.chain().size() >= 2, "with its issuer");
      KeyedChain two =
          authority.issue("www.example.com", Issuer.Proof.TLS_ALPN_01, Optional.empty());
      assertEquals(List.of("www.example.com"), two.facts().names());
      assertEquals(1, keys.all().size());
      assertTrue(router.address().getPort() > 0);
    }
  }

  @Test
  void whatTheAuthorityCouldNotCheckIsSaid() throws Exception {
    try (RouterLink link =
        new RouterLink(home.resolve("router/router.sock"), (e, l) -> {}, wakes -> {})) {
      Authority authority = authority(link, "kid-1");
      AcmeException refused =
          assertThrows(
              AcmeException.class,
              () -> authority.issue("shop.example.com", Issuer.Proof.HTTP_01, Optional.empty()));
      assertTrue(
          refused.toString().contains("could not check that shop.example.com leads here"),
          refused.toString());
    }
  }

  @Test
  void unknownExternalAccountIsRefused() {
    try (RouterLink link =
        new RouterLink(home.resolve("router/router.sock"), (e, l) -> {}, wakes -> {})) {
      assertThrows(
          AcmeException.class,
          () ->
              authority(link, "kid-2")
                  .issue("shop.example.com", Issuer.Proof.HTTP_01, Optional.empty()));
    }
  }

  @Test
  void anAccountThatWasClosedIsFollowedByAnother() throws Exception {
    try (Router router = router();
        RouterLink link =
            new RouterLink(home.resolve("router/router.sock"), (e, l) -> {}, wakes -> {})) {
      await(link::isConnected);
      Authority authority = authority(link, "kid-1");
      authority.issue("shop.example.com", Issuer.Proof.HTTP_01, Optional.empty());
      Map<String, String> before = Map.copyOf(keys.all());
      closeAccount();
      authority.issue("shop.example.com", Issuer.Proof.HTTP_01, Optional.empty());
      assertNotEquals(before, keys.all());
      Map<String, String> after = Map.copyOf(keys.all());
      authority.issue("www.example.com", Issuer.Proof.HTTP_01, Optional.empty());
      assertEquals(after, keys.all(), "which is kept");
      assertTrue(router.address().getPort() > 0);
    }
  }

  /** As somebody may who has its key. */
  private void closeAccount() throws Exception {
    AcmeSettings settings = pebble.settings("kid-1");
    Session session =
        new Session(settings.directory(), new TrustedProvider(Path.of(settings.authority())));
    String key = keys.all().get(settings.directory().toString());
    new AccountBuilder()
        .onlyExisting()
        .useKeyPair(KeyPairUtils.readKeyPair(new StringReader(key)))
        .createLogin(session)
        .getAccount()
        .deactivate();
  }

  /** The clock is wound on to where the last third of the first one's life begins. */
  @Test
  void aCertificateIsRenewedAndShownInThePlaceOfTheOneBefore() throws Exception {
    try (Router router = router();
        Premises premises = new Premises(home)) {
      CertificateStore store = premises.bean(CertificateStore.class);
      AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
      App app = premises.app("shop");
      AutoCertificates automatic = automatic(premises, now::get);
      automatic.enable(app);
      automatic.turn();
      X509Certificate first = only(store, app);
      assertEquals(first, shown("shop.apps.example"));

      Instant begins = first.getNotBefore().toInstant();
      Duration life = Duration.between(begins, first.getNotAfter().toInstant());
      now.set(begins.plus(life.multipliedBy(2).dividedBy(3)).minusSeconds(60));
      automatic.turn();
      assertEquals(first, only(store, app), "too early");
      now.set(now.get().plusSeconds(120));
      automatic.turn();

      assertNotEquals(first, only(store, app));
      assertEquals(only(store, app), shown("shop.apps.example"));
      assertEquals(1, keys.all().size(), "by the same account");
    }
  }

  private AutoCertificates automatic(Premises premises, InstantSource clock) {
    Showcase showcase = premises.bean(Showcase.class);
    Authority authority =
        new Authority(pebble.settings("kid-1"), keys, showcase, DnsSettings.read(name -> ""));
    return new AutoCertificates(
        authority,
        new AutoCertificates.Parts(
            premises.bean(AppStore.class),
            premises.bean(CertificateStore.class),
            premises.bean(IssueStore.class),
            premises.bean(Hostnames.class),
            premises.bean(RememberedRecords.class),
            premises.bean(PlatformHost.class),
            showcase,
            premises),
        clock);
  }

  private static X509Certificate only(CertificateStore store, App app) {
    List<StoredCertificate> all = store.of(app.id());
    assertEquals(1, all.size());
    return all.getFirst().keyed().own();
  }

  /** Whatever it is, it is not verified. */
  private X509Certificate shown(String hostname) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", https)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(hostname)));
      socket.setSSLParameters(parameters);
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Challenges over the real control socket; a router that is away is told nothing. */
  private record Shown(RouterLink link) implements Showcase {
    @Override
    public void refresh() {}

    @Override
    public void answer(Challenge challenge) {
      publish(List.of(challenge));
    }

    @Override
    public void forget(Challenge challenge) {
      publish(List.of());
    }

    private void publish(List<Challenge> challenges) {
      if (link.isConnected()) {
        link.publish(new TlsTable(0, List.of(), challenges), DEADLINE);
      }
    }
  }
}
