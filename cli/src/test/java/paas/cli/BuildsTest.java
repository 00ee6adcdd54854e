package paas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
  private static final String INSTALLATIONS = "/apps/shop/buildpack-installations";
  private static final String SETTINGS = "/apps/shop/build-settings";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  private Cli.Result run(String... arguments) {
    return new Cli(home).platform(platform).env("PAAS_APP", "shop").run(arguments);
  }

  private static String installed(String... names) {
    StringBuilder all = new StringBuilder("[");
    for (String name : names) {
      all.append(all.length() > 1 ? "," : "")
          .append("{\"ordinal\":0,\"buildpack\":{\"url\":\"")
          .append(name)
          .append("\",\"name\":\"x\"}}");
    }
    return all.append("]").toString();
  }

  private String lastBody() {
    return platform.seen().get(platform.seen().size() - 1).body();
  }

  @Test
  void buildpacksAreListedInOrder() {
    platform.on("GET " + INSTALLATIONS, installed("nodejs", "https://example.com/b#v1"));
    assertEquals("1. nodejs\n2. https://example.com/b#v1\n", run("buildpacks").out());
    assertTrue(run("buildpacks", "--json").out().contains("\"url\": \"nodejs\""));
  }

  @Test
  void withoutBuildpacksTheSourceDecides() {
    platform.on("GET " + INSTALLATIONS, "[]");
    assertEquals(
        "⬢ shop has no buildpacks set: each build finds out what it needs.\n",
        run("buildpacks").out());
  }

  @Test
  void aBuildpackIsAddedBehindTheOthersOrAtItsPlace() {
    platform.on("GET " + INSTALLATIONS, installed("a", "b"));
    platform.on("PUT " + INSTALLATIONS, installed("a", "b", "c"));

    Cli.Result result = run("buildpacks:add", "c");

    assertEquals("Adding the buildpack to ⬢ shop... done\nThe next build uses:\n", result.err());
    assertEquals("1. a\n2. b\n3. c\n", result.out());
    assertEquals(
        "{\"updates\":[{\"buildpack\":\"a\"},{\"buildpack\":\"b\"},{\"buildpack\":\"c\"}]}",
        lastBody());
    assertEquals(0, run("buildpacks:add", "-i", "1", "c").exit());
    assertTrue(lastBody().startsWith("{\"updates\":[{\"buildpack\":\"c\"}"), lastBody());
    assertEquals(6, run("buildpacks:add", "a").exit());
    assertEquals(2, run("buildpacks:add", "-i", "0", "c").exit());
    assertEquals(2, run("buildpacks:add").exit());
  }

  @Test
  void theListIsSetAsAWholeOrAtOnePlace() {
    platform.on("GET " + INSTALLATIONS, installed("a", "b"));
    platform.on("PUT " + INSTALLATIONS, installed("x"));

    assertEquals(0, run("buildpacks:set", "x", "y").exit());
    assertEquals("{\"updates\":[{\"buildpack\":\"x\"},{\"buildpack\":\"y\"}]}", lastBody());
    assertEquals(0, run("buildpacks:set", "-i", "2", "x").exit());
    assertEquals("{\"updates\":[{\"buildpack\":\"a\"},{\"buildpack\":\"x\"}]}", lastBody());
    assertEquals(5, run("buildpacks:set", "-i", "3", "x").exit());
    assertEquals(6, run("buildpacks:set", "-i", "1", "b").exit());
    assertEquals(2, run("buildpacks:set", "-i", "1", "x", "y").exit());
  }

  @Test
  void aBuildpackIsRemovedByNameOrPlaceAndAllAreCleared() {
    platform.on("GET " + INSTALLATIONS, installed("a", "b"));
    platform.on("PUT " + INSTALLATIONS, "[]");

    assertEquals(0, run("buildpacks:remove", "a").exit());
    assertEquals("{\"updates\":[{\"buildpack\":\"b\"}]}", lastBody());
    assertEquals(0, run("buildpacks:remove", "-i", "2").exit());
    assertEquals("{\"updates\":[{\"buildpack\":\"a\"}]}", lastBody());
    Cli.Result missing = run("buildpacks:remove", "c");
    assertEquals(5, missing.exit());
    assertTrue(missing.err().contains("'c' is not set"), missing.err());
    assertEquals(2, run("buildpacks:remove").exit());
    Cli.Result cleared = run("buildpacks:clear");
    assertEquals("{\"updates\":[]}", lastBody());
    assertTrue(cleared.err().endsWith("The next build finds out what the source needs.\n"));
  }

  @Test
  void buildSettingsAreShownWithWhatIsUsual() {
    platform.on(
        "GET " + SETTINGS,
        "{\"builder\":\"auto\",\"directory\":\"apps/web\",\"dockerfile\":null,\"target\":null,"
            + "\"procfile\":null}");
    platform.on("GET /apps/shop", "{\"deploy_branch\":\"\"}");
    assertEquals(
        """
        setting     value
        builder     auto: found out from the source
        directory   apps/web
        dockerfile  Dockerfile
        target      the last stage
        procfile    Procfile
        check       report: what the twelve-factor check finds is shown
        branch      main or master
        """,
        run("builds:settings").out());
    String json = run("builds:settings", "--json").out();
    assertTrue(json.contains("\"directory\": \"apps/web\""), json);
    assertTrue(json.contains("\"branch\": null"), json);
  }

  @Test
  void buildSettingsAreSetAndTheBranchIsTheApps() {
    platform.on("PATCH " + SETTINGS, "{}").on("PATCH /apps/shop", "{}");
    Cli.Result result = run("builds:set", "directory=apps/web", "target=a=b", "branch=prod");
    assertEquals(
        "Setting directory, target and branch for ⬢ shop... done\n"
            + "The next build uses it; what runs stays as it is.\n",
        result.err());
    assertEquals(
        List.of(
            "PATCH " + SETTINGS + " {\"directory\":\"apps/web\",\"target\":\"a=b\"}",
            "PATCH /apps/shop {\"deploy_branch\":\"prod\"}"),
        platform.log());
  }

  @Test
  void buildSettingsAreUnset() {
    platform.on("PATCH " + SETTINGS, "{}").on("PATCH /apps/shop", "{}");
    assertEquals(0, run("builds:unset", "directory", "branch").exit());
    assertEquals(
        List.of(
            "PATCH " + SETTINGS + " {\"directory\":null}",
            "PATCH /apps/shop {\"deploy_branch\":\"\"}"),
        platform.log());
  }

  @Test
  void badBuildSettingsAreRefusedBeforeAnythingIsSent() {
    for (String bad : List.of("directory", "directory=", "=x", "colour=red", "Directory=x")) {
      assertEquals(2, run("builds:set", bad).exit(), bad);
      assertEquals(2, run("builds:set", "target=web", bad).exit(), bad);
    }
    assertEquals(2, run("builds:unset", "colour").exit());
    assertEquals(2, run("builds:set").exit());
    assertEquals(2, run("builds:unset").exit());
    assertEquals(2, run("buildpacks:set").exit());
    assertEquals(List.of(), platform.log());
  }

  @Test
  void theCacheIsPurged() {
    platform.on("DELETE /apps/shop/build-cache", "{}");
    assertEquals("Emptying the build cache of ⬢ shop... done\n", run("builds:cache:purge").err());
  }

  @Test
  void aBuildIsShownWithItsMeans() {
    platform.on(
        "GET /apps/shop/builds/b1",
        "{\"id\":\"b1\",\"status\":\"succeeded\",\"created_at\":\"2026-11-20T11:00:00Z\","
            + "\"updated_at\":\"2026-11-20T11:01:12Z\",\"user\":{\"email\":\"a@b.c\"},"
            + "\"source_blob\":{\"version\":\"c0ffee\"},\"release\":{\"version\":7},"
            + "\"builder\":\"Node.js\",\"memory\":\"at most 2048 MB\",\"exposed\":[\"80/tcp\",\"53/udp\"],"
            + "\"health_check\":{\"test\":[\"CMD-SHELL\",\"curl -f x\"],\"interval\":30},"
            + "\"buildpacks\":["
            + "{\"name\":\"nodejs\",\"version\":\"0123456789abcdef\"},{\"name\":\"own\"}]}");
    assertEquals(
        """
        === build b1
        State        succeeded
        Commit       c0ffee
        By           a@b.c
        When         1 h ago
        Took         1 min 12 s
        Release      v7
        Builder      Node.js
        Memory       at most 2048 MB
        EXPOSE       80/tcp 53/udp (noted; requests go to the port in $PORT)
        HEALTHCHECK  curl -f x, every 30 s (noted; not run)
        Buildpacks   nodejs 0123456789ab
                     own
        """,
        run("builds:info", "b1").out());
  }
}
