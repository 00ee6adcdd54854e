package paas.platform.secure.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.KeyedChain;
import paas.platform.cert.TestCertificates;
import paas.platform.secure.Showcase;
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
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path home;
  private final Map<String, Integer> ports = new HashMap<>();
  private final List<Process> servers = new ArrayList<>();
  private final Map<String, String> keys = new HashMap<>();

  @BeforeEach
  void startAuthority() throws IOException {
    for (String name : List.of("acme", "management", "dns", "dnsManagement", "http", "https")) {
      ports.put(name, freePort());
    }
    TestCertificates roots = new TestCertificates();
    var localhost = roots.issue(TestCertificates.key("EC", 256), Duration.ofDays(900), "localhost");
    Files.writeString(home.resolve("root.pem"), TestCertificates.pem(List.of(roots.root())));
    Files.writeString(home.resolve("server.pem"), localhost.certificatePem());
    Files.writeString(home.resolve("server.key"), localhost.keyPem());
    Files.writeString(
        home.resolve("pebble.json"),
        """
        {"pebble":{"listenAddress":"127.0.0.1:%d","managementListenAddress":"127.0.0.1:%d",
        "certificate":"%s","privateKey":"%s","httpPort":%d,"tlsPort":%d,
        "externalAccountBindingRequired":true,
        "externalAccountMACKeys":{"kid-1":"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"}}}
        """
            .formatted(
                ports.get("acme"),
                ports.get("management"),
                home.resolve("server.pem"),
                home.resolve("server.key"),
                ports.get("http"),
                ports.get("https")));
    start(
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
        "127.0.0.1:" + ports.get("dns"),
        "-management",
        "127.0.0.1:" + ports.get("dnsManagement"));
    start(
        "pebble",
        "-config",
        home.resolve("pebble.json").toString(),
        "-strict",
        "-dnsserver",
        "127.0.0.1:" + ports.get("dns"));
    awaitListening(ports.getOrDefault("acme", 0));
  }

  private void start(String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(command[0] + ".log").toFile());
    builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
    servers.add(builder.start());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(int port) throws IOException {
    long until = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() - until > 0) {
          throw new IOException(Files.readString(home.resolve("pebble.log")), e);
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
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
    servers.forEach(Process::destroy);
  }

  private AcmeSettings settings(String keyId) {
    return new AcmeSettings(
        URI.create("https://localhost:" + ports.get("acme") + "/dir"),
        home.resolve("root.pem").toString(),
        "admin@example.com",
        keyId,
        "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W");
  }

  private Router router() throws IOException {
    Map<String, String> environment =
        Map.of(
            "PAAS_HOME",
            home.toString(),
            "PAAS_HTTP_BIND",
            "127.0.0.1",
            "PAAS_HTTP_PORT",
            "" + ports.get("http"),
            "PAAS_HTTPS_PORT",
            "" + ports.get("https"));
    return Router.open(RouterSettings.from(environment, "nobody", home));
  }

  private Authority authority(RouterLink link, String keyId) {
    return new Authority(
        settings(keyId),
        (directory, fresh) -> keys.computeIfAbsent(directory, any -> fresh.get()),
        new Shown(link));
  }

  @Test
  void certificateIsIssuedByEitherProofWithOneAccount() throws Exception {
    try (Router router = router();
        RouterLink link =
            new RouterLink(home.resolve("router/router.sock"), (e, l) -> {}, wakes -> {})) {
      await(link::isConnected);
      Authority authority = authority(link, "kid-1");
      KeyedChain one = authority.issue("shop.example.com", Issuer.Proof.HTTP_01);
      assertEquals(List.of("shop.example.com"), one.facts().names());
      assertTrue(one.chain().size() >= 2, "with its issuer");
      KeyedChain two = authority.issue("www.example.com", Issuer.Proof.TLS_ALPN_01);
      assertEquals(List.of("www.example.com"), two.facts().names());
      assertEquals(1, keys.size());
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
              AcmeException.class, () -> authority.issue("shop.example.com", Issuer.Proof.HTTP_01));
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
          () -> authority(link, "kid-2").issue("shop.example.com", Issuer.Proof.HTTP_01));
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
