package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTest {
  private static final String ROUTER =
      """
      {"settings":[
        {"name":"idle","value":"5m","default":"55s","description":"how long"},
        {"name":"sticky","value":null,"default":"off","description":"whether"}],
       "pages":[]}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private String lastBody() {
    return platform.seen().get(platform.seen().size() - 1).body();
  }

  @Test
  void settingsAreShownWithWhatIsUsual() {
    platform.on("GET /apps/shop/router", ROUTER);
    assertEquals(
        """
        setting  value  what it is
        idle     5m     how long
        sticky   off    whether
        """,
        run("router").out());
    assertTrue(run("router", "--json").out().contains("\"value\": null"));
  }

  @Test
  void settingsAreSentTogether() {
    platform.on("PATCH /apps/shop/router", ROUTER);
    assertEquals(0, run("router:set", "idle=5m", "basic-auth=a:b=c").exit());
    assertEquals("{\"idle\":\"5m\",\"basic-auth\":\"a:b=c\"}", lastBody());
    assertEquals(0, run("router:unset", "idle").exit());
    assertEquals("{\"idle\":null}", lastBody());
    assertEquals(0, run("domains:canonical", "www.shop.test").exit());
    assertEquals("{\"canonical\":\"www.shop.test\"}", lastBody());
    assertEquals(0, run("domains:canonical", "--off").exit());
    assertEquals("{\"canonical\":null}", lastBody());
  }

  @Test
  void whatIsNoSettingIsAUsageErrorThatRepeatsNoPassword() {
    Cli.Result result = run("router:set", "basic-auth:secret");
    assertEquals(2, result.exit());
    assertFalse(result.err().contains("secret"), result.err());
    assertEquals(2, run("domains:canonical", "--off", "www.shop.test").exit());
    assertEquals(2, run("router:pages:set", "503").exit());
  }

  @Test
  void aPageIsJsonByItsName() throws IOException {
    platform.on("PUT /apps/shop/router/pages/503", "{\"code\":\"503\"}");
    Files.writeString(home.resolve("sorry.JSON"), "{}");
    assertEquals(0, run("router:pages:set", "503", home.resolve("sorry.JSON").toString()).exit());
    assertEquals("{\"form\":\"json\",\"text\":\"{}\"}", lastBody());
    Files.writeString(home.resolve("large.html"), "x".repeat(70_000));
    Cli.Result large = run("router:pages:set", "503", home.resolve("large.html").toString());
    assertTrue(large.err().contains("64 KB"), large.err());
    Path none = home.resolve("none.html");
    assertEquals(
        " !  There is no file " + none + ".\n", run("router:pages:set", "503", "none.html").err());
    Files.write(home.resolve("latin.html"), new byte[] {(byte) 0xe9});
    assertTrue(run("router:pages:set", "503", "latin.html").err().endsWith("is not UTF-8 text.\n"));
  }

  @Test
  void withoutPagesThereIsNoEmptyTable() {
    platform.on("GET /apps/shop/router/pages", "[]");
    assertEquals(
        "⬢ shop has no pages of its own; set one: paas router:pages:set 503 sorry.html\n",
        run("router:pages").out());
    assertEquals("[]\n", run("router:pages", "--json").out());
  }

  @Test
  void theCanonicalDomainIsShownAndMarked() {
    platform.on("GET /apps/shop/router", ROUTER);
    assertEquals("none: each domain shows ⬢ shop\n", run("domains:canonical").out());
    String canonical =
        "{\"settings\":[{\"name\":\"idle\",\"value\":\"5m\"},"
            + "{\"name\":\"canonical\",\"value\":\"www.shop.test\"}]}";
    platform.only("GET /apps/shop/router", FakePlatform.Answer.ok(canonical));
    platform.on("GET /apps/shop/mounts", "[]");
    platform.on(
        "GET /apps/shop/domains",
        "[{\"hostname\":\"shop.test\",\"kind\":\"custom\",\"cname\":\"c\"},"
            + "{\"hostname\":\"www.shop.test\",\"kind\":\"custom\",\"cname\":\"c\"}]");
    assertEquals("www.shop.test\n", run("domains:canonical").out());
    assertEquals(
        """
        domain         kind               points to  certificate
        shop.test      custom             c          none
        www.shop.test  custom, canonical  c          none
        """,
        run("domains").out());
  }

  @Test
  void aDomainThatLeadsNowhereSaysSoAndWhatToDo() {
    platform.on("GET /apps/shop/router", ROUTER);
    platform.on(
        "GET /apps/shop/mounts",
        "[{\"hostname\":\"blog.test\",\"path\":\"/api\",\"process\":\"web\","
            + "\"target\":{\"id\":\"2\",\"name\":\"api\"},\"app\":{\"id\":\"1\"}}]");
    platform.on(
        "GET /apps/shop/domains",
        "[{\"hostname\":\"blog.test\",\"kind\":\"custom\",\"cname\":\"c\","
            + "\"status\":\"failed\",\"status_reason\":\"Remove it: paas x\"}]");
    Cli.Result shown = run("domains");
    assertEquals(
        """
        domain         kind    points to  certificate
        blog.test      custom  nowhere    none
        blog.test/api  path    nowhere
        """,
        shown.out());
    assertEquals(" !  Remove it: paas x\n", shown.err());
    assertEquals(0, shown.exit());
  }

  @Test
  void aPathOfADomainLeadsToAnotherApp() {
    platform.on("POST /apps/shop/mounts", "{}");
    assertEquals(0, run("domains:add", "www.shop.test/api/v2", "--to", "api").exit());
    assertEquals(
        "{\"hostname\":\"www.shop.test\",\"path\":\"/api/v2\",\"target\":\"api\"}", lastBody());
    assertEquals(2, run("domains:add", "www.shop.test/api").exit());
    String pasted = run("domains:add", "http://x.shop.test/").err();
    assertTrue(pasted.contains("Leave out http://: paas domains:add x.shop.test"), pasted);
    String slash = run("domains:add", "x.shop.test/").err();
    assertTrue(
        slash.contains("Leave out the slash at the end: paas domains:add x.shop.test"), slash);
    assertEquals(2, run("domains:add", "www.shop.test", "--to", "api").exit());
    platform.on("GET /apps/shop/domains", "[]").on("GET /apps/shop/router", ROUTER);
    platform.on(
        "GET /apps/shop/mounts",
        "[{\"id\":\"7\",\"hostname\":\"www.shop.test\",\"path\":\"/api\",\"target\":{\"name\":\"api\"}}]");
    assertTrue(run("domains").out().contains("www.shop.test/api  path  app api"));
    platform.on("DELETE /apps/shop/mounts/7", "{}");
    assertEquals(0, run("domains:remove", "www.shop.test/api").exit());
    assertTrue(run("domains:remove", "www.shop.test/x").err().contains("has no path"));
  }

  @Test
  void aDomainThatIsRemovedSaysWhichPathsGoAlong() {
    String mount = "{\"id\":\"%s\",\"hostname\":\"%s\",\"path\":\"%s\"}";
    platform.on(
        "GET /apps/shop/mounts",
        "[%s,%s,%s]"
            .formatted(
                mount.formatted("7", "shop.test", "/api"),
                mount.formatted("8", "www.shop.test", "/x"),
                mount.formatted("9", "shop.test", "/files")));
    platform.on("DELETE /apps/shop/domains/SHOP.test", "{\"hostname\":\"shop.test\"}");
    Cli.Result result = run("domains:remove", "SHOP.test");
    assertEquals(
        "Removing SHOP.test from ⬢ shop... done, and with it shop.test/api and shop.test/files\n",
        result.err());
  }

  @Test
  void theHelpOfSetNamesEverySetting() {
    String help = run("router:set", "--help").out();
    for (String setting :
        List.of(
            "first-byte",
            "idle",
            "body-limit",
            "basic-auth",
            "allow",
            "rate-limit",
            "sticky",
            "protocol",
            "canonical")) {
      assertTrue(help.contains(setting), setting);
    }
  }

  @Test
  void aPathToATypeWithoutInstancesTellsHowToStartOne() {
    platform.on("POST /apps/shop/mounts", mount("1", "shop"));
    String quantity = "[{\"type\":\"web\",\"quantity\":1},{\"type\":\"worker\",\"quantity\":%d}]";
    platform.on("GET /apps/shop/formation", quantity.formatted(0));
    platform.on("GET /apps/shop/formation", quantity.formatted(1));
    assertEquals(
        """
        Adding www.shop.test/api to ⬢ shop... done
        worker has no instance yet: paas ps:scale worker=1 --app shop
        It has to listen on $PORT to answer requests, and counts as up only then.
        """,
        run("domains:add", "www.shop.test/api", "--process", "worker").err());
    assertEquals(
        "Adding www.shop.test/api to ⬢ shop... done\n",
        run("domains:add", "www.shop.test/api", "--process", "worker").err());
    platform.only("POST /apps/shop/mounts", FakePlatform.Answer.ok(mount("2", "other")));
    platform.on("GET /apps/other/formation", quantity.formatted(0));
    String other =
        run("domains:add", "www.shop.test/api", "--to", "other", "--process", "worker").err();
    assertTrue(other.contains("paas ps:scale worker=1 --app other\n"), other);
  }

  private static String mount(String id, String target) {
    return "{\"process\":\"worker\",\"target\":{\"id\":\"%s\",\"name\":\"%s\"},\"app\":{\"id\":\"1\"}}"
        .formatted(id, target);
  }

  @Test
  void aPathOfADomainLeadsToAProcessType() {
    platform.on("POST /apps/shop/mounts", "{}");
    assertEquals(0, run("domains:add", "www.shop.test/api", "--process", "api").exit());
    assertEquals(
        "{\"hostname\":\"www.shop.test\",\"path\":\"/api\",\"process\":\"api\"}", lastBody());
    assertEquals(
        0, run("domains:add", "www.shop.test/a", "--to", "other", "--process", "api").exit());
    assertEquals(
        "{\"hostname\":\"www.shop.test\",\"path\":\"/a\",\"target\":\"other\",\"process\":\"api\"}",
        lastBody());
    assertEquals(2, run("domains:add", "www.shop.test", "--process", "api").exit());
    platform.on("GET /apps/shop/domains", "[]").on("GET /apps/shop/router", ROUTER);
    String own = "\"target\":{\"id\":\"1\",\"name\":\"shop\"},\"app\":{\"id\":\"1\"}";
    String other = "\"target\":{\"id\":\"2\",\"name\":\"other\"},\"app\":{\"id\":\"1\"}";
    platform.on(
        "GET /apps/shop/mounts",
        "[{\"hostname\":\"h\",\"path\":\"/a\",\"process\":\"api\",%s},".formatted(own)
            + "{\"hostname\":\"h\",\"path\":\"/b\",\"process\":\"web\",%s},".formatted(other)
            + "{\"hostname\":\"h\",\"path\":\"/c\",\"process\":\"api\",%s}]".formatted(other));
    String out = run("domains").out();
    assertTrue(out.contains("h/a     path  process type api"), out);
    assertTrue(out.contains("h/b     path  app other"), out);
    assertTrue(out.contains("h/c     path  app other, process type api"), out);
  }
}
