package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paas.cli.FakePlatform.Answer;

class SyncTest {
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop");
  }

  @Test
  void aSyncIsFollowedAsABuild() {
    String build =
        "{\"id\":\"b1\",\"status\":\"pending\",\"output_stream_url\":\"%s/out\"}"
            .formatted(platform.url());
    platform
        .on("POST /apps/shop/git-syncs", new Answer(201, Map.of(), build))
        .on("GET /out", "-----> Fetching\n")
        .on("GET /apps/shop/builds/b1", "{\"status\":\"failed\",\"failure\":\"no\"}");
    Cli.Result result = cli().run("git:sync", "https://x.example/a.git#main");
    assertEquals(1, result.exit());
    assertTrue(result.out().contains("Fetching"), result.out());
    assertEquals(1, cli().run("git:sync").exit());
    List<String> posts = platform.log().stream().filter(l -> l.startsWith("POST")).toList();
    assertEquals(
        List.of(
            "POST /apps/shop/git-syncs"
                + " {\"url\":\"https://x.example/a.git\",\"reference\":\"main\"}",
            "POST /apps/shop/git-syncs {}"),
        posts);
  }

  private String synced(String source) {
    platform
        .only("GET /apps/shop/git-source", Answer.ok(source))
        .on("GET /apps/shop", "{\"name\":\"shop\"}")
        .on("GET /apps/shop/formation", "[]")
        .on("GET /apps/shop/autoscales", "[]");
    Cli.Result result = cli().run("info");
    assertEquals(0, result.exit(), result.err());
    return result
        .out()
        .lines()
        .filter(line -> line.startsWith("Synced from"))
        .findFirst()
        .orElse("");
  }

  @Test
  void anAppTellsWhereItIsSyncedFromAndAsWhom() {
    String url = "https://x.example/a.git";
    String source = "{\"url\":\"" + url + "\",\"reference\":\"main\"%s}";
    assertEquals(
        "Synced from  " + url + "#main, as ada@example.com",
        synced(source.formatted(",\"user\":{\"email\":\"ada@example.com\"}")));
    assertEquals(
        "Synced from  "
            + url
            + "#main, without an account: who named it has left (paas git:sync "
            + url
            + "#main)",
        synced(source.formatted(",\"user\":null")));
    assertEquals("Synced from  " + url + "#main", synced(source.formatted("")));
  }

  @Test
  void anAccountsTokenComesFromStandardInputAndIsNotShown() {
    platform
        .on("PUT /account/git-credentials/git.example", "{}")
        .on("GET /account/git-credentials", "[{\"host\":\"git.example\",\"username\":\"ada\"}]")
        .on("DELETE /account/git-credentials/git.example", "{}");
    Cli.Result stored = cli().input("hunter2\n").run("git:auth", "git.example", "ada");
    assertEquals(0, stored.exit(), stored.err());
    assertFalse((stored.out() + stored.err()).contains("hunter2"));
    assertEquals(
        "PUT /account/git-credentials/git.example"
            + " {\"username\":\"ada\",\"password\":\"hunter2\"}",
        platform.log().get(0));
    assertTrue(cli().run("git:auth").out().contains("ada"));
    assertEquals(0, cli().run("git:auth:remove", "git.example").exit());
    assertEquals(2, cli().run("git:auth", "git.example").exit());
    assertEquals(2, cli().run("git:auth", "git.example", "ada").exit());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:7300/w,true", "http://localhost:7300/w,true", "http://paas.localhost/w,true",
    "http://[::1]:7300/w,true", "http://10.0.0.7/w,true", "http://192.168.1.7/w,true",
    "http://[fd00::1]/w,true", "https://paas.example.com/w,false", "https://93.184.216.34/w,false"
  })
  void aWebhookThatNoGitHostCanReachIsWarnedOf(String url, boolean warned) {
    platform.on("POST /apps/shop/incoming-webhook", "{\"url\":\"" + url + "\",\"secret\":\"s3\"}");
    Cli.Result result = cli().run("webhooks:incoming:enable");
    assertEquals(0, result.exit());
    assertEquals(warned, result.err().contains("PAAS_DOMAIN and PAAS_ACME_EMAIL"), result.err());
  }

  @Test
  void aWebhookIsShownMadeAndRemoved() {
    String shown = "{\"url\":\"http://p/webhooks/incoming/1\",\"secret\":\"s3\"}";
    String path = "/apps/shop/incoming-webhook";
    platform.on("GET " + path, shown).on("POST " + path, shown).on("DELETE " + path, "{}");
    for (String command : List.of("", ":enable", ":rotate")) {
      Cli.Result result = cli().run("webhooks:incoming" + command);
      assertTrue(result.out().contains("http://p/webhooks/incoming/1"), result.err());
      assertTrue(result.out().contains("s3"), result.out());
    }
    assertEquals(0, cli().run("webhooks:incoming:disable").exit());
    assertEquals(
        List.of("GET " + path, "POST " + path + " {}", "POST " + path + " {}", "DELETE " + path),
        platform.log());
  }
}
