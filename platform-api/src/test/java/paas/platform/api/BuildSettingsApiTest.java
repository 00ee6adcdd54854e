package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.BuildMeans;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.ImageNotes;
import paas.platform.store.ReleaseStore;

@ExtendWith(TestPlatform.Extension.class)
class BuildSettingsApiTest {
  private static final ImageNotes IMAGE =
      new ImageNotes(
          List.of("8080/tcp"),
          Optional.of(
              new ImageNotes.HealthCheck(
                  List.of("CMD", "up"),
                  Duration.ofSeconds(30),
                  Duration.ofSeconds(5),
                  Duration.ZERO,
                  3)));

  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  BuildSettingsApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
  }

  private Answer put(String json) {
    return requests.send("PUT", path + "/buildpack-installations", json);
  }

  private Answer patch(String json) {
    return requests.patch(path + "/build-settings", json);
  }

  @Test
  void buildpacksAreSetAsAWholeAndShownInOrder() {
    assertEquals("[]", requests.get(path + "/buildpack-installations").expect(200).body());

    String list =
        "[{\"ordinal\":0,\"buildpack\":{\"url\":\"https://example.com/b#v1\","
            + "\"name\":\"https://example.com/b#v1\"}},"
            + "{\"ordinal\":1,\"buildpack\":{\"url\":\"heroku/nodejs\",\"name\":\"heroku/nodejs\"}}]";
    Answer set =
        put(
            "{\"updates\":[{\"buildpack\":\"https://example.com/b#v1\"},"
                + "{\"buildpack\":\"urn:buildpack:heroku/nodejs\"}]}");
    assertEquals(list, set.expect(200).body());
    assertEquals(list, requests.get(path + "/buildpack-installations").body());
    assertEquals("[]", put("{\"updates\":[]}").expect(200).body());
    assertEquals(
        List.of(
            "Set buildpacks https://example.com/b#v1, heroku/nodejs by user " + user.email(),
            "Clear buildpacks by user " + user.email()),
        platform.journal.events(app.id()));
  }

  @Test
  void oneBadBuildpackChangesNothing() {
    put("{\"updates\":[{\"buildpack\":\"nodejs\"}]}").expect(200);

    for (String bad :
        List.of(
            "{}",
            "{\"updates\":\"nodejs\"}",
            "{\"updates\":[\"nodejs\"]}",
            "{\"updates\":[{}]}",
            "{\"updates\":[{\"buildpack\":\"python\"},{\"buildpack\":\"http://example.com/b\"}]}",
            "{\"updates\":[{\"buildpack\":\"python\"},{\"buildpack\":\"python\"}]}",
            "{\"updates\":[{\"buildpack\":\"../escape\"}]}")) {
      put(bad).expect(422);
    }

    assertTrue(requests.get(path + "/buildpack-installations").body().contains("\"nodejs\""));
  }

  @Test
  void settingsAreChangedByNameAndUnset() {
    assertEquals(
        "{\"builder\":\"auto\",\"directory\":null,\"dockerfile\":null,\"target\":null,"
            + "\"procfile\":null,\"check\":\"report\"}",
        requests.get(path + "/build-settings").expect(200).body());

    patch("{\"builder\":\"dockerfile\",\"directory\":\"./apps/web/\",\"target\":\"web\"}")
        .expect(200);
    Answer after = patch("{\"target\":null,\"procfile\":\"Procfile.prod\"}").expect(200);

    assertEquals(
        "{\"builder\":\"dockerfile\",\"directory\":\"apps/web\",\"dockerfile\":null,"
            + "\"target\":null,\"procfile\":\"Procfile.prod\",\"check\":\"report\"}",
        after.body());
    assertEquals(after.body(), requests.get(path + "/build-settings").body());
    assertEquals(
        "Unset build target, set build procfile to Procfile.prod by user " + user.email(),
        platform.journal.events(app.id()).getLast());
  }

  @Test
  void oneBadSettingChangesNothing() {
    patch("{\"directory\":\"apps/web\"}").expect(200);
    String before = requests.get(path + "/build-settings").body();

    for (String bad :
        List.of(
            "{\"directory\":\"ok\",\"procfile\":\"../Procfile\"}",
            "{\"dockerfile\":\"/etc/passwd\"}",
            "{\"dockerfile\":\"a\\u0000b\"}",
            "{\"target\":\"a b\"}",
            "{\"builder\":\"magic\"}",
            "{\"builder\":{\"name\":\"auto\"}}",
            "{\"nonsense\":\"x\"}")) {
      patch(bad).expect(422);
    }

    assertEquals(before, requests.get(path + "/build-settings").body());
  }

  @Test
  void theStackCanBeSetToTheOneThereIs() {
    String id = requests.get("/stacks/debian-13").expect(200).text("id");
    requests.patch(path, "{\"build_stack\":\"debian-13\"}").expect(200);
    requests.patch(path, "{\"build_stack\":{\"name\":\"debian-13\"}}").expect(200);
    requests.patch(path, "{\"stack\":\"debian-13\"}").expect(200);
    requests.patch(path, "{\"build_stack\":\"" + id + "\"}").expect(200);

    Answer refused =
        requests.patch(path, "{\"build_stack\":\"heroku-24\",\"maintenance\":true}").expect(422);

    assertTrue(refused.text("message").contains("debian-13"), refused.body());
    assertEquals("false", requests.get(path).text("maintenance"));
  }

  @Test
  void theCheckIsToReportOrToRefuse() {
    assertEquals("strict", patch("{\"check\":\"strict\"}").expect(200).text("check"));
    patch("{\"check\":\"loud\"}").expect(422);
    assertEquals("strict", requests.get(path + "/build-settings").text("check"));
    assertEquals("report", patch("{\"check\":null}").expect(200).text("check"));
  }

  @Test
  void theCacheIsPurged() {
    requests.delete(path + "/build-cache").expect(200);

    assertTrue(platform.builds.purged.contains(app.id()));
    assertEquals(
        "Purge build cache by user " + user.email(), platform.journal.events(app.id()).getLast());
  }

  @Test
  void aBuildShowsByWhatMeansItWasMade() {
    BuildStore builds = platform.bean(BuildStore.class);
    BuildRecord build = builds.create(app.id(), "abc123", "p@example.com", Instant.now());
    Answer pending = requests.get(path + "/builds/" + build.id()).expect(200);
    assertEquals("null", pending.text("builder"));
    assertEquals("null", pending.text("memory"));
    builds.means(
        build.id(),
        new BuildMeans(
            "Node.js", List.of(new BuildMeans.Used("nodejs", "1f3a")), "at most 2 GB", IMAGE));
    builds.finish(build.id(), new BuildStatus.Succeeded(new ReleaseVersion(1)), Instant.now());

    Answer shown = requests.get(path + "/builds/" + build.id()).expect(200);

    assertEquals("Node.js", shown.text("builder"));
    assertEquals("at most 2 GB", shown.text("memory"));
    assertTrue(shown.body().contains("\"exposed\":[\"8080/tcp\"]"), shown.body());
    assertTrue(
        shown
            .body()
            .contains(
                "\"health_check\":{\"test\":[\"CMD\",\"up\"],\"interval\":30,\"timeout\":5,"
                    + "\"start_period\":0,\"retries\":3}"),
        shown.body());
    assertTrue(
        shown
            .body()
            .contains(
                "\"buildpacks\":[{\"url\":\"nodejs\",\"name\":\"nodejs\",\"version\":\"1f3a\"}]"),
        shown.body());
  }

  @Test
  void aReleaseWhoseImageIsGoneIsListedButNotEligibleForARollback() {
    platform.deploy(app, Map.of("web", "x"));
    platform.deploy(app, Map.of("web", "y"));
    platform.bean(ReleaseStore.class).collect(app.id(), 1, Instant.now().plus(Duration.ofDays(1)));

    assertEquals("false", requests.get(path + "/releases/2").text("eligible_for_rollback"));
    assertEquals("true", requests.get(path + "/releases/3").text("eligible_for_rollback"));
    Answer refused = requests.post(path + "/releases", "{\"release\":\"2\"}").expect(422);
    assertTrue(refused.text("message").startsWith("v2's image is gone"), refused.body());
  }
}
