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

class RenameTest {
  private static final String SHOP = "{\"name\":\"shop\",\"web_url\":\"http://shop.localhost\"}";
  private static final String STORE = SHOP.replace("shop", "store");

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli cli() {
    return new Cli(home).platform(platform);
  }

  private String config() throws IOException {
    return Files.readString(home.resolve(".git/config"));
  }

  @Test
  void theRemotesThatLeadToTheOldNameAreMovedAndNoOther() throws Exception {
    assertEquals(
        0, new ProcessBuilder("git", "init", "-q", home.toString()).inheritIO().start().waitFor());
    Files.writeString(
        home.resolve(".git/config"),
        config()
            + "[remote \"live\"]\n\turl = %s/shop.git\n".formatted(platform.url())
            + "[remote \"ci\"]\n\turl = %s/shop.git\n"
                .formatted(platform.url().replace("://", "://ci:token@"))
            + "[remote \"paas\"]\n\turl = %s/other.git\n".formatted(platform.url())
            + "[remote \"origin\"]\n\turl = https://x.test/shop.git\n");
    platform.on("GET /apps/shop", SHOP).on("PATCH /apps/shop", STORE);
    Cli.Result result = cli().run("apps:rename", "store", "--remote", "live");
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        List.of("GET /apps/shop", "PATCH /apps/shop {\"name\":\"store\"}"), platform.log());
    String config = config();
    assertTrue(config.contains(platform.url() + "/store.git"), config);
    assertFalse(config.contains(platform.url() + "/shop.git"), config);
    assertFalse(config.contains("token@"), config);
    assertTrue(config.contains(platform.url() + "/other.git"), config);
    assertTrue(config.contains("https://x.test/shop.git"), config);
    assertTrue(result.err().contains("git remote live is " + platform.url() + "/store.git"));
  }

  @Test
  void itSaysWhereTheAppIsNowAndWhatNoLongerLeadsThere() {
    platform.on("GET /apps/shop", SHOP).on("PATCH /apps/shop", STORE);
    Cli.Result result = cli().run("rename", "store", "--app", "shop");
    assertEquals("http://store.localhost | " + platform.url() + "/store.git\n", result.out());
    assertEquals(
        "Renaming ⬢ shop to store... done\n"
            + "The old address leads nowhere now, and a push to the old remote would make a new"
            + " app: in other clones, paas git:remote --app store\n",
        result.err());
  }

  @Test
  void aRefusedNameChangesNothingHere() {
    platform.on("GET /apps/shop", SHOP);
    platform.refuse("PATCH /apps/shop", 422, "invalid_params", "Name is already taken");
    assertTrue(cli().run("apps:rename", "store", "--app", "shop").exit() > 0);
    assertEquals(2, cli().run("apps:rename", "No_Good", "--app", "shop").exit());
  }
}
