package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an owner sets of the way that requests take: it holds at once, without a deploy. */
@Tag("acceptance")
class RoutingTest {
  private static final Platform PLATFORM = Platform.shared();
  private static final String APP = "routed";

  @BeforeAll
  static void deploy() {
    PLATFORM.repository(APP).withServer("routed").commit("one").push().mustSucceed();
  }

  @AfterEach
  void everyoneMayComeAgain() {
    paas("router:unset", "basic-auth", "allow", "rate-limit", "body-limit", "sticky", "-a", APP);
    paas("maintenance:off", "-a", APP);
  }

  private static String paas(String... arguments) {
    return PLATFORM.paas(arguments).mustSucceed().out();
  }

  private static Page page(String host) {
    return Page.get(PLATFORM.httpPort, host, "/");
  }

  private static void awaitStatus(int status) {
    Await.until("it answers " + status, () -> PLATFORM.get(APP, "/").status() == status);
  }

  private static String file(String name, String text) {
    try {
      Path file = PLATFORM.home.resolve(name);
      Files.writeString(file, text);
      return file.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void maintenanceShowsTheAppsOwnPageInEachForm() {
    paas("router:pages:set", "maintenance", file("soon.html", "<p>back soon"), "-a", APP);
    paas("router:pages:set", "maintenance", file("soon.json", "{\"soon\":true}"), "-a", APP);
    paas("maintenance:on", "-a", APP);
    assertEquals("on\n", paas("maintenance", "-a", APP));
    Page closed = new Page(503, "<p>back soon");
    Await.until("the shop is closed", () -> PLATFORM.get(APP, "/").equals(closed));
    assertTrue(paas("router:pages", "-a", APP).contains("H80"));
    Await.until(
        "the log has the code",
        () -> paas("logs", "-n", "200", "-a", APP).contains("code=H80 desc=\"Maintenance mode\""));
    paas("maintenance:off", "-a", APP);
    Await.until("it is open", () -> PLATFORM.get(APP, "/").equals(new Page(200, "routed")));
    paas("router:pages:unset", "maintenance", "-a", APP);
    assertNotEquals(0, PLATFORM.paas("router:pages:unset", "H80", "-a", APP).code());
  }

  @Test
  void aWildcardTakesWhatNoDomainHasAndTheCanonicalOneTakesAll() {
    paas("domains:add", "*.shop.test", "-a", APP);
    paas("domains:add", "www.shop.test", "-a", APP);
    Await.until("any name leads there", () -> page("a.b.shop.test").body().equals("routed"));
    assertEquals(404, page("shop.test").status());
    paas("domains:canonical", "www.shop.test", "-a", APP);
    Await.until("others are sent away", () -> page("eu.shop.test").status() == 301);
    assertEquals(301, PLATFORM.get(APP, "/").status());
    assertEquals(new Page(200, "routed"), page("www.shop.test"));
    paas("domains:canonical", "--off", "-a", APP);
    Await.until("each shows the app", () -> page("eu.shop.test").status() == 200);
    paas("domains:remove", "*.shop.test", "-a", APP);
    Await.until("none is left", () -> page("eu.shop.test").status() == 404);
    assertEquals(200, page("www.shop.test").status());
    paas("domains:remove", "www.shop.test", "-a", APP);
  }

  @Test
  void aPathOfADomainLeadsToAnotherApp() {
    PLATFORM.repository("routed-api").withServer("api").commit("one").push().mustSucceed();
    paas("domains:add", "one.test", "-a", APP);
    paas("domains:add", "one.test/api", "--to", "routed-api", "-a", APP);
    Await.until("the path leads there", () -> path("/api/v1").body().equals("api"));
    Await.until("the rest does not", () -> path("/apis").body().equals("routed"));
    assertTrue(paas("domains", "-a", APP).contains("app routed-api"));
    paas("domains:remove", "one.test/api", "-a", APP);
    Await.until("it leads back", () -> path("/api/v1").body().equals("routed"));
    paas("domains:remove", "one.test", "-a", APP);
  }

  private static Page path(String path) {
    return Page.get(PLATFORM.httpPort, "one.test", path);
  }

  @Test
  void whoMayComeIsSetAndUnset() {
    awaitStatus(200);
    paas("router:set", "basic-auth=team:long-enough", "-a", APP);
    awaitStatus(401);
    String shown = paas("router", "-a", APP);
    assertTrue(shown.contains("team:********") && !shown.contains("long-enough"), shown);
    paas("router:set", "allow=192.0.2.0/24", "-a", APP);
    awaitStatus(403);
    paas("router:unset", "basic-auth", "allow", "-a", APP);
    awaitStatus(200);
    paas("router:set", "rate-limit=1/h,burst=2", "-a", APP);
    awaitStatus(429);
    paas("router:unset", "rate-limit", "-a", APP);
    awaitStatus(200);
  }

  @Test
  void whatCameIsCountedByRouteAndForScrapersOfAdmins() {
    int before = counted();
    for (int i = 0; i < 5; i++) {
      assertEquals(200, PLATFORM.get(APP, "/").status());
    }
    Await.until("all are counted", () -> counted() == before + 5);
    String shown = paas("metrics", "-a", APP);
    assertTrue(shown.matches("(?s).*\\b" + (before + 5) + "\\b.* routed\\.localhost\n.*"), shown);
    assertEquals("401", scrape("nobody", "-o", "/dev/null", "-w", "%{http_code}"));
  }

  /** As a scraper sees it. */
  private static int counted() {
    String line =
        "paas_router_requests_total\\{app=\"routed\",route=\"routed.localhost\",class=\"2xx\"} (\\d+)";
    Matcher found = Pattern.compile(line).matcher(scrape(PLATFORM.token()));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static String scrape(String token, String... more) {
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "-H", "Authorization: Bearer " + token));
    command.addAll(List.of(more));
    command.add(PLATFORM.api() + "/metrics");
    return Program.run(Path.of("/"), Map.of(), "", Duration.ofMinutes(1), command)
        .mustSucceed()
        .out();
  }

  @Test
  void whatIsSetWrongIsRefusedWithWhatWouldDo() {
    Program.Ran refused = PLATFORM.paas("router:set", "sticky=on", "body-limit=ten", "-a", APP);
    assertNotEquals(0, refused.code());
    assertTrue(refused.err().contains("body-limit cannot be 'ten'"), refused.err());
    assertTrue(paas("router", "-a", APP).matches("(?s).*sticky +off .*"));
  }
}
