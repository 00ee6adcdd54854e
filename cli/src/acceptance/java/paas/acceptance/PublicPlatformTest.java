package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is used from elsewhere: by its own hostname over TLS, or behind a balancer. */
@Tag("acceptance")
class PublicPlatformTest {
  private static final String DOMAIN = "apps.example";
  private static final String OWN = "paas." + DOMAIN;
  private static final String APP = "published";
  private static final String HOST = APP + "." + DOMAIN;

  @TempDir static Path home;
  private static Pebble pebble;
  private static Platform platform;

  @BeforeAll
  static void start() throws IOException {
    pebble = new Pebble(home);
    Map<String, String> settings = new HashMap<>(pebble.settings());
    settings.put("PAAS_DOMAIN", DOMAIN);
    platform = Platform.start(settings);
    platform.repository(APP).withServer("from anywhere").commit("one").push().mustSucceed();
  }

  @AfterAll
  static void stop() {
    platform.close();
    pebble.close();
  }

  private static String paas(String... arguments) {
    return platform.paas(arguments).mustSucceed().out();
  }

  private static String https(String host, String path) {
    return new Curl(host, platform.httpsPort)
        .https(path, "--cacert", pebble.root().toString())
        .out();
  }

  @Test
  void itsOwnHostnameAndThoseOfAppsGetCertificatesAndPeopleWorkByTls() throws Exception {
    Await.until(
        "nobody issues",
        () -> paas("certs", "--platform").matches("(?s).*State: +failing\nWhy not: .*"));
    pebble.start(platform);
    paas("certs:auto:refresh", "--platform");
    Await.until(
        () -> paas("certs", "--platform"),
        () ->
            paas("certs", "--platform").matches("(?s).*State: +cert issued\n.*Issuer: .*Pebble.*"));
    Await.until("it is shown", () -> https(OWN, "/health").contains("ok"));

    Remote remote = new Remote();
    Repository repository = platform.repository(APP).withServer("by TLS").commit("two");
    remote.run(repository.dir, "git", "push", "-f", remote.url() + "/" + APP + ".git", "main");
    assertEquals("by TLS", platform.page(HOST, "/").body());
    assertEquals("done\n", remote.paas("run", "echo done", "-a", APP).out());
    assertTrue(remote.paas("logs", "-n", "200", "-a", APP).out().contains("listening"));

    paas("domains:add", "*.shop.example", "-a", APP);
    paas("certs:auto:enable", "-a", APP);
    Await.until(() -> paas("certs:auto", "-a", APP), () -> https(HOST, "/").equals("by TLS"));
    Await.until(
        () -> paas("certs:auto", "-a", APP), () -> https("any.shop.example", "/").equals("by TLS"));
  }

  @Test
  void behindABalancerClientsAreWhoItsHeadersSay() throws Exception {
    platform.set("PAAS_PROXY_PROTOCOL", "on");
    platform.set("PAAS_TRUSTED_PROXIES", "127.0.0.1");
    platform.up();
    assertEquals(0, platform.page(HOST, "/").status());
    assertEquals(200, proxied(HOST).status());
    assertEquals(403, proxied(OWN).status());
    Await.until(
        "the client is in the log",
        () -> paas("logs", "-n", "200", "-a", APP).contains("fwd=\"192.0.2.7\""));
    platform.set("PAAS_PROXY_PROTOCOL", "off");
    platform.up();
    assertEquals(200, platform.page(HOST, "/").status());
  }

  private static Page proxied(String host) {
    String header = "PROXY TCP4 192.0.2.7 192.0.2.1 40000 80\r\n";
    return Page.get(platform.httpPort, header, host, "/");
  }

  /** Somebody on another computer, who knows the hostname and trusts the authority. */
  private static final class Remote {
    private final Map<String, String> env = new HashMap<>(platform.env());

    Remote() throws IOException {
      Path hosts = Trust.hosts(home, OWN);
      env.put("PAAS_URL", url());
      env.put("GIT_SSL_CAINFO", pebble.root().toString());
      env.put("GIT_CONFIG_GLOBAL", "/dev/null");
      env.put("GIT_CONFIG_COUNT", "1");
      env.put("GIT_CONFIG_KEY_0", "http.curloptResolve");
      env.put("GIT_CONFIG_VALUE_0", OWN + ":" + platform.httpsPort + ":127.0.0.1");
      env.put("PAAS_CA", pebble.root().toString());
      env.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
    }

    String url() {
      return "https://" + OWN + ":" + platform.httpsPort;
    }

    Program.Ran paas(String... arguments) {
      List<String> command = new ArrayList<>(List.of(platform.cli().toString()));
      command.addAll(List.of(arguments));
      return run(home, command.toArray(String[]::new));
    }

    Program.Ran run(Path dir, String... command) {
      return Program.run(dir, env, "", Duration.ofMinutes(5), List.of(command)).mustSucceed();
    }
  }
}
