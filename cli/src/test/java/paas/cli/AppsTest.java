package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.cli.FakePlatform.Answer;
import paas.cli.terminal.Facts;

class AppsTest {
  private static final String SHOP =
      "{\"name\":\"shop\",\"web_url\":\"http://shop.localhost\",\"owner\":{\"email\":\"me@example.com\"}}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform);
  }

  private void repository() throws IOException {
    Files.createDirectories(home.resolve(".git"));
    Files.writeString(
        home.resolve(".git/config"),
        "[remote \"paas\"]\n\turl = " + platform.url() + "/shop.git\n");
  }

  @Test
  void listsAppsAcrossPages() {
    Map<String, String> next = Map.of("Next-Range", "name ]shop..; max=1");
    platform.on("GET /apps", new Answer(206, next, "[" + SHOP + "]"));
    platform.on("GET /apps", "[" + SHOP.replace("shop", "zoo") + "]");
    assertEquals(
        """
        app   address                owner
        shop  http://shop.localhost  me@example.com
        zoo   http://zoo.localhost   me@example.com
        """,
        cli().run("apps").out());
    assertEquals("name ]shop..; max=1", platform.seen().get(1).headers().get("Range"));
  }

  @Test
  void theTokenAndTheDialectGoAlong() {
    platform.on("GET /apps", "[]");
    cli().run("apps", "--json");
    Map<String, String> headers = platform.seen().get(0).headers();
    assertEquals("Bearer secret-token", headers.get("Authorization"));
    assertEquals("application/vnd.heroku+json; version=3", headers.get("Accept"));
  }

  @Test
  void theAppIsThatOfTheGitRemote() throws IOException {
    repository();
    platform.on("GET /apps/shop", SHOP).on("GET /apps/shop/formation", "[]");
    assertTrue(cli().run("info").out().contains("http://shop.localhost"));
  }

  @Test
  void withoutAnAppTheMessageSaysWhatToDo() {
    Cli.Result result = cli().run("config");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("--app NAME"), result.err());
    assertTrue(result.err().contains("paas git:remote"), result.err());
  }

  @Test
  void aBadAppNameNeverLeaves() {
    for (String name : List.of("../x", "$(id)", "Shop", "--upload-pack=x", "a b", "x\ny")) {
      assertEquals(2, cli().run("config", "--app", name).exit(), name);
      assertEquals(2, cli().run("destroy", "--app", name, "--confirm", name).exit(), name);
    }
    assertEquals(2, cli().run("create", "No_Good").exit());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void createSaysWhereTheAppIs() {
    platform.on("POST /apps", new Answer(201, Map.of(), SHOP));
    Cli.Result result = cli().run("apps:create", "shop");
    assertEquals("Creating ⬢ shop... done\n", result.err());
    assertEquals("http://shop.localhost | " + platform.url() + "/shop.git\n", result.out());
    assertEquals("{\"name\":\"shop\"}", platform.seen().get(0).body());
  }

  @Test
  void createSetsUpGit() throws Exception {
    assertEquals(
        0, new ProcessBuilder("git", "init", "-q", home.toString()).inheritIO().start().waitFor());
    platform.on("POST /apps", SHOP);
    Cli.Result result = cli().run("create", "shop");
    assertEquals(0, result.exit(), result.err());
    String config = Files.readString(home.resolve(".git/config"));
    assertTrue(config.contains("url = " + platform.url() + "/shop.git"), config);
    assertTrue(config.contains("helper = !paas git-credential"), config);
    cli().run("create", "shop");
    assertEquals(config, Files.readString(home.resolve(".git/config")));
  }

  @Test
  void createWarnsOfARemoteThatLeadsToAnotherApp() throws Exception {
    Files.createDirectories(home.resolve(".git"));
    Files.writeString(
        home.resolve(".git/config"),
        "[remote \"paas\"]\n\turl = " + platform.url() + "/other.git\n");
    platform.on("POST /apps", SHOP);
    Cli.Result result = cli().run("create", "shop");
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .endsWith(
                """
                 !  WARNING: The git remote 'paas' here still leads to %s/other.git.
                 !  git push paas deploys there, and not to ⬢ shop.
                 !  To have it lead to ⬢ shop: paas git:remote --app shop
                """
                    .formatted(platform.url())),
        result.err());
  }

  @Test
  void createWarnsOfAnotherRemoteByItsName() throws Exception {
    Files.createDirectories(home.resolve(".git"));
    Files.writeString(
        home.resolve(".git/config"), "[remote \"eu\"]\n\turl = https://x.test/other.git\n");
    platform.on("POST /apps", SHOP);
    String err = cli().run("create", "shop", "--remote", "eu").err();
    assertTrue(err.contains("paas git:remote --app shop --remote eu"), err);
  }

  @Test
  void createIsQuietAboutARemoteThatLeadsToTheAppAlready() throws Exception {
    Files.createDirectories(home.resolve(".git"));
    Files.writeString(
        home.resolve(".git/config"),
        "[remote \"paas\"]\n\turl = " + platform.url() + "/shop.git\n");
    platform.on("POST /apps", SHOP);
    assertEquals("Creating ⬢ shop... done\n", cli().run("create", "shop").err());
  }

  @Test
  void destroyWantsTheNameTyped() {
    platform.on("GET /apps/shop", SHOP).on("DELETE /apps/shop", "{}");
    platform.on("GET /account", "{\"email\":\"me@example.com\",\"admin\":false}");
    platform.on("GET /apps/shop/volumes", "[{\"name\":\"data\",\"size\":\"1g\"}]");
    Facts terminal = new Facts(true, true, true, 80, false);
    assertEquals(2, cli().run("destroy", "-a", "shop").exit());
    assertEquals(2, cli().facts(terminal).input("other\n").run("destroy", "-a", "shop").exit());
    assertEquals(2, cli().run("destroy", "-a", "shop", "--confirm", "shopp").exit());
    assertFalse(platform.log().contains("DELETE /apps/shop"));
    assertEquals(0, cli().facts(terminal).input("shop\n").run("destroy", "-a", "shop").exit());
    assertTrue(platform.log().contains("DELETE /apps/shop"));
    Cli.Result destroyed = cli().run("apps:destroy", "shop", "--confirm", "shop");
    assertEquals(0, destroyed.exit());
    assertTrue(destroyed.err().contains("went its volumes and all their files: data (1g)"));
  }

  @Test
  void whoMayNotDestroyIsToldOfNoLoss() {
    platform.on("GET /apps/shop", SHOP);
    platform.refuse("DELETE /apps/shop", 403, "forbidden", "Only the app's owner may do that.");
    platform.on("GET /apps/shop/volumes", "[{\"name\":\"data\",\"size\":\"1g\"}]");
    Cli.Result refused = cli().run("destroy", "-a", "shop", "--confirm", "shop");
    assertEquals(4, refused.exit());
    assertFalse(refused.err().contains("volumes"), refused.err());
  }

  /** Before the question, which would frighten for nothing. */
  @Test
  void whoMayNotDestroyIsNotAskedForTheName() {
    platform.on("GET /apps/shop", SHOP.replace("me@example.com", "ann@x.test"));
    platform.on("GET /account", "{\"email\":\"bob@x.test\",\"admin\":false}");
    platform.on("GET /apps/shop/volumes", "[{\"name\":\"data\",\"size\":\"1g\"}]");
    Facts terminal = new Facts(true, true, true, 80, false);

    Cli.Result refused = cli().facts(terminal).input("shop\n").run("destroy", "-a", "shop");

    assertEquals(4, refused.exit());
    assertEquals(
        " !  Only the owner of ⬢ shop, ann@x.test, or an admin may destroy it; nothing was"
            + " destroyed.\n !  To give up your own part in it: paas apps:leave --app shop\n",
        refused.err());
    platform.on("DELETE /apps/shop", "{}");
    for (String may :
        new String[] {
          "{\"email\":\"ann@x.test\",\"admin\":false}", "{\"email\":\"root@x.test\",\"admin\":true}"
        }) {
      platform.only("GET /account", FakePlatform.Answer.ok(may));
      Cli.Result done = cli().facts(terminal).input("shop\n").run("destroy", "-a", "shop");
      assertEquals(0, done.exit(), done.err());
    }
  }

  @Test
  void openPrintsOnlyWebAddresses() {
    platform.on("GET /apps/shop", SHOP);
    assertEquals("http://shop.localhost/admin\n", cli().run("open", "admin", "-a", "shop").out());
    platform.on("GET /apps/evil", SHOP.replace("http://shop", "file://shop"));
    assertEquals(1, cli().run("open", "-a", "evil").exit());
  }

  @Test
  void anErrorOfTheApiIsItsMessageAndAnExitCode() {
    platform.refuse(
        "GET /apps/shop/config-vars", 403, "forbidden", "You are not \\u001b[31mallowed.");
    Cli.Result result = cli().run("config", "-a", "shop");
    assertEquals(4, result.exit());
    assertEquals(" !  You are not \\x1b[31mallowed.\n", result.err());
  }

  @Test
  void aTokenThatTheServerDoesNotKnowIsCalledByWhereItIsFrom() throws IOException {
    platform.refuse("GET /apps", 401, "unauthorized", "Invalid credentials.");
    Cli.Result exported = cli().run("apps");
    assertEquals(3, exported.exit());
    String refused = " is not valid at " + platform.url() + " (any more)";
    assertEquals(" !  PAAS_TOKEN" + refused + ": set another, or unset it\n", exported.err());
    assertEquals(
        " !  You are not logged in to " + platform.url() + ". Log in: paas login\n",
        new Cli(home).env("PAAS_URL", platform.url()).run("apps").err());

    Files.createDirectories(home.resolve(".config/paas"));
    Files.writeString(
        home.resolve(".config/paas/credentials.json"),
        "{\"url\":\"" + platform.url() + "\",\"token\":\"t\"}");
    assertEquals(
        " !  The stored token" + refused + ". Log in again: paas login\n",
        new Cli(home).run("apps").err());
  }

  @Test
  void anAnswerThatIsNoApiSaysSo() {
    platform.on("GET /apps", new Answer(502, Map.of(), "<html>"));
    platform.on("GET /account", "<html>");
    Cli.Result result = cli().run("apps");
    assertEquals(9, result.exit());
    assertTrue(result.err().contains("answered 502 without an explanation"), result.err());
    assertEquals(10, cli().run("whoami").exit());
  }

  @Test
  void anUnreachablePlatformSaysWhatToDo() {
    String url = platform.url();
    platform.close();
    Cli.Result result = new Cli(home).env("PAAS_URL", url).env("PAAS_TOKEN", "x").run("apps");
    assertEquals(9, result.exit());
    assertEquals(
        " !  Cannot reach the platform at " + url + ": is it running? (bin/up)\n", result.err());
  }

  @Test
  void loginStoresTheTokenForItsOwnerAlone() throws IOException {
    platform.on("GET /account", "{\"email\":\"me@example.com\"}");
    Cli.Result result = new Cli(home).input("tok-1\n").run("login", "--url", platform.url() + "/");
    assertEquals(0, result.exit(), result.err());
    assertEquals("Logged in to " + platform.url() + " as me@example.com\n", result.err());
    Path file = home.resolve(".config/paas/credentials.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("me@example.com\n", new Cli(home).run("whoami").out());
    assertEquals("Bearer tok-1", platform.seen().get(1).headers().get("Authorization"));
    assertEquals(0, new Cli(home).run("logout").exit());
    assertFalse(Files.exists(file));
  }

  @Test
  void aRefusedTokenIsNotStored() {
    platform.refuse("GET /account", 401, "unauthorized", "Invalid credentials.");
    Cli.Result refused = new Cli(home).input("bad\n").run("login", "--url", platform.url());
    assertEquals(3, refused.exit());
    assertEquals(
        " !  That token is not valid at " + platform.url() + " (any more).\n", refused.err());
    assertFalse(Files.exists(home.resolve(".config/paas/credentials.json")));
  }

  @Test
  void aStoredTokenGoesToNoOtherPlatform() throws IOException {
    Files.createDirectories(home.resolve(".config/paas"));
    Files.writeString(
        home.resolve(".config/paas/credentials.json"),
        "{\"url\":\"http://elsewhere.example\",\"token\":\"t\"}");
    platform.on("GET /apps", "[]");
    new Cli(home).env("PAAS_URL", platform.url()).run("apps");
    assertFalse(platform.seen().get(0).headers().containsKey("Authorization"));
  }

  @Test
  void gitGetsTheTokenForThePlatformOnly() {
    String host = platform.url().substring("http://".length());
    String asked = "protocol=http\nhost=" + host + "\n\n";
    assertEquals(
        "username=paas\npassword=secret-token\n",
        cli().input(asked).run("git-credential", "get").out());
    assertEquals(
        "", cli().input("protocol=https\nhost=" + host + "\n").run("git-credential", "get").out());
    assertEquals(
        "", cli().input("protocol=http\nhost=evil.example\n").run("git-credential", "get").out());
    assertEquals("", cli().input(asked).run("git-credential", "erase").out());
    assertEquals("", cli().input(asked).run("git-credential", "store").out());
  }
}
