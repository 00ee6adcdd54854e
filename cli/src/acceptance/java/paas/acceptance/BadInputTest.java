package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad input gets a clear error, and nothing comes of it. */
@Tag("acceptance")
class BadInputTest {
  private static final Platform PLATFORM = Platform.shared();

  @Test
  void badAppNamesAreRefusedEverywhere() {
    for (String name :
        new String[] {"Shop", "a", "1shop", "shop-", "a".repeat(31), "paas", "$(id)"}) {
      Program.Ran created = PLATFORM.paas("create", name);
      assertNotEquals(0, created.code(), name);
    }
    Program.Ran push = PLATFORM.repository("Bad_Name").withServer("x").commit("x").push();
    assertNotEquals(0, push.code());
    assertFalse(PLATFORM.paas("apps", "--json").mustSucceed().out().contains("Bad_Name"));
  }

  @Test
  void unknownCommandIsAnsweredWithTheNearestOne() {
    Program.Ran ran = PLATFORM.paas("confg");
    assertNotEquals(0, ran.code());
    assertTrue(ran.err().contains("config"), ran.err());
  }

  @Test
  void badConfigAndDomainsAreRefused() {
    PLATFORM.paas("create", "bad-input").mustSucceed();
    assertNotEquals(0, PLATFORM.paas("config:set", "1X=y", "-a", "bad-input").code());
    assertNotEquals(0, PLATFORM.paas("config:set", "NOEQUALS", "-a", "bad-input").code());
    assertNotEquals(
        0, PLATFORM.paas("config:set", "BIG=" + "x".repeat(70_000), "-a", "bad-input").code());
    assertNotEquals(0, PLATFORM.paas("domains:add", "no_host", "-a", "bad-input").code());
    assertNotEquals(0, PLATFORM.paas("domains:add", "paas.localhost", "-a", "bad-input").code());
    assertNotEquals(0, PLATFORM.paas("ps:scale", "ghost=2", "-a", "bad-input").code());
    String value = "x".repeat(60_000);
    PLATFORM.paas("config:set", "BIG=" + value, "-a", "bad-input").mustSucceed();
    assertEquals(
        value + "\n", PLATFORM.paas("config:get", "BIG", "-a", "bad-input").mustSucceed().out());
    assertTrue(PLATFORM.get("bad-input", "/").body().contains("H81"), "nothing was deployed");
    Await.until(
        "the line names H81",
        () ->
            PLATFORM
                .paas("logs", "-n", "50", "-a", "bad-input")
                .out()
                .contains("at=error code=H81 desc=\"Blank app\" method=GET path=\"/\""));
  }

  @Test
  void emptyRepositoryIsRefused() {
    Program.Ran push = PLATFORM.repository("empty-repo").commit("nothing").push();
    assertNotEquals(0, push.code());
    assertTrue(push.err().contains("remote rejected"), push.err());
  }

  @Test
  void requestWithoutATokenIsRefused() {
    assertEquals(401, Page.get(PLATFORM.apiPort, "127.0.0.1", "/apps").status());
    assertEquals(404, Page.get(PLATFORM.httpPort, "nobody.example", "/").status());
  }
}
