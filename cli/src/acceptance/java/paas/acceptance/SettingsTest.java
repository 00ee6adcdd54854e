package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code bin/up} does with settings that the platform cannot start with. */
@Tag("acceptance")
class SettingsTest {
  private static Platform platform;

  @BeforeAll
  static void start() {
    platform = Platform.start(Map.of("PAAS_HTTP_BIND", ""));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private static String kept() throws IOException {
    return Files.readString(platform.home.resolve("settings"))
        + Files.readString(platform.home.resolve("router.settings"));
  }

  /** Nothing is kept of the setting, and what ran runs on. */
  private static String refusal(String setting, String value) throws IOException {
    String before = kept();
    platform.set(setting, value);
    Program.Ran ran = platform.tryUp();
    platform.unset(setting);
    assertNotEquals(0, ran.code(), ran.toString());
    assertEquals(before, kept(), ran.toString());
    platform.awaitApi();
    return ran.toString();
  }

  private static int curl(String url) {
    List<String> command =
        List.of("curl", "-sg", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "10", url);
    Program.Ran ran =
        Program.run(platform.home, Map.of(), "", Duration.ofMinutes(1), command).mustSucceed();
    return Integer.parseInt(ran.out());
  }

  @Test
  void newPlatformIsReachedByIpv6AndIpv4() throws IOException {
    assertEquals(404, curl("http://127.0.0.1:" + platform.httpPort + "/"));
    Path addresses = Path.of("/proc/net/if_inet6");
    if (Files.exists(addresses) && !Files.readString(addresses).isEmpty()) {
      assertEquals(404, curl("http://[::1]:" + platform.httpPort + "/"));
    }
  }

  @Test
  void badSettingIsRefusedBeforeAnythingIsDone() throws IOException {
    long router = platform.pid("paas-router");
    String said = refusal("PAAS_TRUSTED_PROXIES", "bad");
    assertTrue(said.contains("PAAS_TRUSTED_PROXIES must be addresses or blocks"), said);
    assertEquals(router, platform.pid("paas-router"));
  }

  @Test
  void settingThatPaasdDiesOfIsToldInOneSentenceAndTheFormerOnesAreBack() throws IOException {
    String said = refusal("PAAS_KEEP_RELEASES", "many");
    assertTrue(
        said.contains(
            "       paasd cannot start: PAAS_KEEP_RELEASES is a number from 1 to 100000, not 'many'\n"),
        said);
    assertTrue(said.contains("The platform runs with its former settings"), said);
    assertFalse(said.contains("Path Taken"), said);
    long paasd = platform.pid("paasd");
    platform.up();
    assertEquals(paasd, platform.pid("paasd"), "a plain bin/up finds all as it should be");
  }

  /** The shape is right, but to the router it is an IPv4 address, which has 32 bits. */
  @Test
  void settingThatTheRouterDiesOfLeavesTheFormerOneServing() throws IOException {
    long router = platform.pid("paas-router");
    String said = refusal("PAAS_TRUSTED_PROXIES", "::ffff:10.0.0.1/128");
    assertTrue(said.contains("paas-router cannot start: PAAS_TRUSTED_PROXIES is '::ffff"), said);
    assertTrue(said.contains("The platform runs with its former settings"), said);
    assertEquals(router, platform.pid("paas-router"));
  }

  @Test
  void addressChangesWhileTheRouterRestsOnly() throws IOException {
    String said = refusal("PAAS_HTTP_BIND", "0.0.0.0");
    assertTrue(said.contains("bin/down && PAAS_HTTP_BIND=0.0.0.0 bin/up"), said);
  }
}
