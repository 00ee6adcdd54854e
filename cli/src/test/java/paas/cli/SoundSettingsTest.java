package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/up} says of its settings before it does anything. */
class SoundSettingsTest {
  private static final String READ =
      """
      root=$PWD/..
      set -euo pipefail
      for piece in say packages settings sound-settings; do . "$root/bin/lib/$piece.sh"; done
      load_settings
      require_sound_settings
      echo "bind $PAAS_HTTP_BIND, transport ${PAAS_ROUTER_TRANSPORT-none}"
      """;

  @TempDir Path home;

  private record Ran(int code, String text) {}

  private Ran read(String... settings) throws IOException, InterruptedException {
    return run(List.of("bash", "-c", READ), settings);
  }

  private Ran run(List<String> command, String... settings)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("PAAS_"));
    env.put("PAAS_HOME", home.toString());
    for (String setting : settings) {
      env.put(setting.replaceFirst("=.*", ""), setting.replaceFirst("[^=]*=", ""));
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), text);
  }

  private static String usual() throws IOException {
    Path only = Path.of("/proc/sys/net/ipv6/bindv6only");
    return Files.exists(only) && Files.readString(only).strip().equals("0") ? "::" : "0.0.0.0";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAAS_TRUSTED_PROXIES=bad",
        "PAAS_PUBLIC_HTTPS_PORT=0",
        "PAAS_PUBLIC_HTTPS_PORT=65536",
        "PAAS_PUBLIC_HTTPS_PORT=off",
        "PAAS_PUBLIC_HTTP_PORT=none",
        "PAAS_TRUSTED_PROXIES=10.0.0.1,10.0.0.0/33",
        "PAAS_TRUSTED_PROXIES=2001:db8::/129",
        "PAAS_TRUSTED_PROXIES=10.0.0.0/8/8",
        "PAAS_ROUTER_TRANSPORT=foo",
        "PAAS_ROUTER_THREADS=0",
        "PAAS_ROUTER_THREADS=257",
        "PAAS_LOG_DAYS=3651",
        "PAAS_LOG_MB=19",
        "PAAS_LOG_MB=100001",
        "PAAS_SCRATCH_MB=63",
        "PAAS_SCRATCH_MB=1000001",
        "PAAS_SCRATCH_MB=4g",
        "PAAS_MOST_DOMAINS=0",
        "PAAS_MOST_DOMAINS=100001",
        "PAAS_MOST_APPS=many",
        "PAAS_HTTP_BIND=localhost",
        "PAAS_HTTP_BIND=192.0.2.1",
        "PAAS_DOMAIN=apps..example",
        "PAAS_DOMAIN=https://apps.example",
        "PAAS_HOST_FIREWALL=no",
        "PAAS_HOST_ALLOW=5432,postgres",
        "PAAS_DATABASE_URL=postgres://db.example/paas",
        "PAAS_ACME_DIRECTORY=letsencript",
        "PAAS_ACME_CA=/nowhere/ca.pem",
        "PAAS_PLATFORM_CERT=/etc/passwd",
        "PAAS_PLATFORM_KEY=/etc/passwd",
        "PAAS_DNS_COMMAND=/etc/passwd",
        "PAAS_DNS_COMMAND=ls",
        "PAAS_DNS_SERVER=192.0.2.1:53",
        "PAAS_API_PORT=80a",
      })
  void whatCannotBeIsRefusedByItsName(String setting) throws Exception {
    Ran ran = read(setting);
    assertEquals(1, ran.code(), ran.text());
    assertTrue(ran.text().startsWith(" !     " + setting.replaceFirst("=.*", "")), ran.text());
    assertEquals(1, ran.text().lines().count(), ran.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PAAS_TRUSTED_PROXIES=",
        "PAAS_TRUSTED_PROXIES=10.0.0.5, 192.168.0.0/16,2001:db8::/32,::1,",
        "PAAS_ROUTER_TRANSPORT=epoll",
        "PAAS_ROUTER_TRANSPORT=",
        "PAAS_PUBLIC_HTTPS_PORT=443",
        "PAAS_PUBLIC_HTTP_PORT=",
        "PAAS_ROUTER_THREADS=256",
        "PAAS_LOG_DAYS=3650",
        "PAAS_LOG_MB=20",
        "PAAS_LOG_MB=100000",
        "PAAS_SCRATCH_MB=64",
        "PAAS_SCRATCH_MB=1000000",
        "PAAS_MOST_DOMAINS=100000",
        "PAAS_MOST_APPS=1",
        "PAAS_HTTP_BIND=127.0.0.1",
        "PAAS_DOMAIN=apps.example.com",
        "PAAS_HOST_FIREWALL=off",
        "PAAS_HOST_ALLOW=5432, 6379",
        "PAAS_DATABASE_URL=jdbc:postgresql://db.example.com/paas",
        "PAAS_ACME_DIRECTORY=letsencrypt-staging",
        "PAAS_ACME_DIRECTORY=https://localhost:14000/dir",
        "PAAS_ACME_CA=/etc/passwd",
        "PAAS_DNS_COMMAND=/bin/true",
      })
  void whatTheProgramsTakeIsTaken(String setting) throws Exception {
    Ran ran = read(setting);
    assertEquals(0, ran.code(), ran.text());
  }

  @Test
  void theHelpSaysWhereTheRestOfTheSettingsAre() throws Exception {
    Ran ran = run(List.of("bash", "../bin/up", "--help"));
    assertEquals(0, ran.code(), ran.text());
    assertTrue(ran.text().endsWith("README.md, Settings\n"), ran.text());
    assertTrue(Files.readString(Path.of("../README.md")).contains("\n## Settings\n"));
  }

  @Test
  void recordsArePutInOneWay() throws Exception {
    Ran ran = read("PAAS_DNS_COMMAND=/bin/true", "PAAS_DNS_SERVER=192.0.2.1");
    assertTrue(ran.code() == 1 && ran.text().contains("are both set"), ran.text());
    ran =
        read(
            "PAAS_DNS_SERVER=[2001:db8::1]:53",
            "PAAS_DNS_ZONES=example.com",
            "PAAS_DNS_KEY=key",
            "PAAS_DNS_SECRET_FILE=/etc/passwd",
            "PAAS_DNS_ALGORITHM=hmac-sha512");
    assertEquals(0, ran.code(), ran.text());
  }

  @Test
  void routerAndApiHaveAPortEach() throws Exception {
    Ran ran = read("PAAS_HTTP_PORT=7300");
    assertTrue(ran.code() == 1 && ran.text().contains("are both 7300"), ran.text());
  }

  @Test
  void newPlatformListensByIpv6TooAndOneThatIsThereAsBefore() throws Exception {
    assertEquals("bind " + usual() + ", transport none\n", read().text());
    Path settings = home.resolve("settings");
    Files.writeString(settings, "PAAS_HOME=" + home + "\n");
    assertEquals("bind 0.0.0.0, transport none\n", read().text());
    Files.writeString(settings, "PAAS_HTTP_BIND=127.0.0.1\nPAAS_ROUTER_TRANSPORT=epoll\n");
    assertEquals("bind 127.0.0.1, transport epoll\n", read().text());
    assertEquals(
        "bind 127.0.0.1, transport none\n",
        read("PAAS_HTTP_BIND=", "PAAS_ROUTER_TRANSPORT=").text());
  }

  /** The kernel still knows IPv6 there, and so both are listened on. */
  @Test
  void machineWithoutAnAddressOfIpv6IsNoneWhereNothingCanBeBound() throws Exception {
    String alone = "ip link set lo up && ip addr add 192.0.2.1/32 dev lo && " + READ;
    boolean root = Files.getOwner(home).getName().equals("root");
    Ran ran = run(List.of("unshare", root ? "-n" : "-rn", "bash", "-c", alone));
    assertEquals("bind " + usual() + ", transport none\n", ran.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../bin/up", "../bin/down"})
  void anOptionThatIsNotKnownIsNamed(String script) throws Exception {
    Ran ran = run(List.of(script, "--nolink"));
    assertEquals(2, ran.code(), ran.text());
    assertTrue(ran.text().startsWith(" !     Unknown option: --nolink\nUsage: "), ran.text());
  }

  /** What a person is shown of a step that failed is kept only when there is more of it. */
  @Test
  void failedStepLeavesItsOutputOnlyWhenThatWasNotShownWhole() throws Exception {
    assertEquals(List.of(), leftBy("echo short; false"));
    assertEquals(1, leftBy("seq 26; false").size());
  }

  private List<Path> leftBy(String command) throws IOException, InterruptedException {
    String script = ". ../bin/lib/say.sh; work() { " + command + "; }; step Work work";
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
    builder.environment().put("TMPDIR", home.toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), text);
    try (var files = Files.list(home)) {
      List<Path> left = files.toList();
      assertEquals(left.isEmpty(), !text.contains("All its output: "), text);
      return left;
    }
  }
}
