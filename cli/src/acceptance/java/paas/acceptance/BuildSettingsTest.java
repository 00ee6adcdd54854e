package paas.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How an app is built is its owner's to say, and what builds leave does not pile up. */
@Tag("acceptance")
class BuildSettingsTest {
  private static final Platform PLATFORM = Platform.shared();

  /** A Node.js app in a folder of its own; its {@code build} script is this command. */
  private static Repository monorepo(String app, String build) {
    return PLATFORM
        .repository(app)
        .with("README.md", "two apps")
        .with(
            "apps/web/package.json",
            "{\"name\":\"web\",\"version\":\"1.0.0\",\"scripts\":{\"build\":\"" + build + "\"}}")
        .with("apps/web/Procfile", "web: node server.js\n")
        .with(
            "apps/web/server.js",
            "require('http').createServer((_, response) => response.end('from the folder'))"
                + ".listen(process.env.PORT)\n")
        .commit("both apps");
  }

  private static String paas(String... arguments) {
    return PLATFORM.paas(arguments).mustSucceed().out();
  }

  @Test
  void aFolderOfAMonorepoIsBuiltByTheBuildpackThatWasSet() {
    Repository repository = monorepo("mono", "true");
    paas("create", "mono", "--no-remote");
    assertNotEquals(0, repository.push().code(), "the root holds nothing that is known");

    paas("builds:set", "directory=apps/web", "-a", "mono");
    assertEquals("1. nodejs\n", paas("buildpacks:set", "nodejs", "-a", "mono"));
    repository.push().mustSucceed();

    assertEquals(new Page(200, "from the folder"), PLATFORM.get("mono", "/"));
    String info = paas("builds:info", "-a", "mono");
    assertTrue(info.contains("State        succeeded"), info);
    assertTrue(info.contains("Buildpacks   nodejs "), info);
    assertTrue(info.contains("Memory "), info);
    assertTrue(info.contains("Took "), info);

    paas("builds:unset", "directory", "-a", "mono");
    assertNotEquals(0, repository.commit("again").push().code(), "the root again");
  }

  @Test
  void aPathOutOfTheSourceIsRefused() {
    paas("create", "paths", "--no-remote");
    Program.Ran refused = PLATFORM.paas("builds:set", "procfile=../Procfile", "-a", "paths");
    assertEquals(7, refused.code(), refused.toString());
    assertTrue(refused.err().contains("not one inside the source"), refused.err());
  }

  @Test
  void aStrictCheckRefusesThePushBeforeThereIsARelease() {
    Repository repository = PLATFORM.repository("strict").withServer("late");
    repository.with("Procfile", "web: npm install && node server.js\n").commit("installs at start");
    paas("create", "strict", "--no-remote");
    paas("builds:set", "check=strict", "-a", "strict");

    Program.Ran refused = repository.push();

    assertNotEquals(0, refused.code());
    String said = refused.out() + refused.err();
    assertTrue(said.contains("The twelve-factor check failed"), said);
    assertTrue(said.contains("web installs packages at start"), said);
    assertTrue(said.contains("paas builds:set check=report --app strict"), said);
    String info = paas("builds:info", "-a", "strict");
    assertTrue(info.contains("State        failed"), info);
    assertTrue(!paas("releases", "-a", "strict").contains("v2"), "no release was made");

    repository.with("Procfile", "web: node server.js\n").commit("mended").push().mustSucceed();
    assertEquals(new Page(200, "late"), PLATFORM.get("strict", "/"));
  }

  @Test
  void aCancelledBuildRefusesItsPushAndTheCacheIsPurgedAfterIt() throws InterruptedException {
    Repository repository = monorepo("cancelled", "echo build begins && sleep 600");
    paas("create", "cancelled", "--no-remote");
    paas("builds:set", "directory=apps/web", "-a", "cancelled");
    Process push = repository.pushInBackground();
    Await.until("the build runs", () -> repository.backgroundOutput().contains("build begins"));
    Program.Ran inUse = PLATFORM.paas("builds:cache:purge", "-a", "cancelled");
    assertEquals(6, inUse.code(), inUse.toString());

    paas("builds:cancel", "-a", "cancelled");

    assertTrue(push.waitFor(2, TimeUnit.MINUTES), "the push ends");
    assertNotEquals(0, push.exitValue());
    assertTrue(repository.backgroundOutput().contains("cancelled"), repository.backgroundOutput());
    assertTrue(paas("builds:info", "-a", "cancelled").contains("State        failed"));
    paas("builds:cache:purge", "-a", "cancelled");
  }

  @Test
  void theImageOfAFailedReleaseIsReclaimedOnceANewerOneFailed() {
    Repository repository = PLATFORM.repository("reclaimed").withServer("one");
    repository.commit("one").push().mustSucceed();
    for (String bad : new String[] {"process.exit(3)", "process.exit(4)"}) {
      assertNotEquals(0, repository.with("server.js", bad).commit(bad).push("--force").code());
    }
    repository.withServer("two").commit("two").push("--force").mustSucceed();

    Await.until(
        "the older failed release's image is reclaimed",
        () -> paas("logs", "-n", "200", "-a", "reclaimed").contains("app[api]: Reclaimed"));
    assertEquals(new Page(200, "two"), PLATFORM.get("reclaimed", "/"));
  }
}
