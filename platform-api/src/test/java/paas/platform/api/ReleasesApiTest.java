package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.ReleaseStore;

@ExtendWith(TestPlatform.Extension.class)
class ReleasesApiTest {
  private final TestPlatform platform;
  private final User user;
  private final Requests requests;
  private final App app;
  private final String path;

  ReleasesApiTest(TestPlatform platform) {
    this.platform = platform;
    this.user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
  }

  @Test
  void aReleaseIsShownByVersionAndById() {
    Release release = platform.deploy(app, Map.of("web", "x"));
    Answer shown = requests.get(path + "/releases/2").expect(200);

    assertEquals(shown.body(), requests.get(path + "/releases/v2").body());
    assertEquals(shown.body(), requests.get(path + "/releases/" + release.id()).body());
    assertEquals("succeeded", shown.text("status"));
    assertEquals("true", shown.text("current"));
    assertEquals("true", shown.text("eligible_for_rollback"));
    assertEquals("pusher@example.com", shown.text("user.email"));
    assertEquals("abc123", shown.text("commit"));
    assertEquals("null", shown.text("failure"));
    assertEquals("null", requests.get(path + "/releases/1").text("slug"));
    requests.get(path + "/releases/9").expect(404);
    requests.get(path + "/releases/0").expect(404);
  }

  @Test
  void anotherAppsReleaseIsNotFound() {
    Release foreign = platform.deploy(platform.app(platform.user()), Map.of("web", "x"));

    requests.get(path + "/releases/" + foreign.id()).expect(404);
    requests.post(path + "/releases", "{\"release\":\"" + foreign.id() + "\"}").expect(404);
  }

  @Test
  void theListIsPagedByVersionInEitherDirection() {
    IntStream.range(0, 4)
        .forEach(i -> requests.patch(path + "/config-vars", "{\"A\":\"" + i + "\"}"));

    Answer first = requests.get(path + "/releases", "Range", "version ..; max=2, order=desc");
    assertEquals(List.of("5", "4"), first.expect(206).each("version"));
    Answer second = requests.get(path + "/releases", "Range", first.header("Next-Range"));
    assertEquals(List.of("3", "2"), second.expect(206).each("version"));
    Answer third = requests.get(path + "/releases", "Range", second.header("Next-Range"));
    assertEquals(List.of("1"), third.expect(200).each("version"));
    assertEquals(
        List.of("1", "2", "3", "4", "5"), requests.get(path + "/releases").each("version"));
    assertEquals(5, requests.get(path + "/releases", "Range", "id ..; max=1000").each("id").size());
  }

  @Test
  void aRollbackIsANewReleaseWithTheOldImageAndConfig() {
    requests.patch(path + "/config-vars", "{\"A\":\"old\"}");
    Release old = platform.deploy(app, Map.of("web", "x"));
    requests.patch(path + "/config-vars", "{\"A\":\"new\"}");
    platform.deploy(app, Map.of("web", "y"));

    Answer made =
        requests.post(path + "/releases", "{\"release\":\"" + old.id() + "\"}").expect(201);

    assertEquals("pending", made.text("status"));
    assertEquals("Rollback to v3", made.text("description"));
    assertEquals(requests.get(path + "/releases/3").text("image"), made.text("image"));
    assertEquals("{\"A\":\"old\"}", requests.get(path + "/config-vars").body());
    assertEquals(
        "{\"A\":\"new\"}", requests.get(path + "/releases/4/config-vars").expect(200).body());
    assertTrue(
        platform.journal.events(app.id()).contains("Rollback to v3 by user " + user.email()));
  }

  @Test
  void aRollbackToAnImageThatIsGoneIsRefusedBeforeAnythingIsRecorded() {
    Release old = platform.deploy(app, Map.of("web", "x"));
    platform.deploy(app, Map.of("web", "y"));
    platform.builds.gone.add(old.slug().orElseThrow().image());

    Answer refused = requests.post(path + "/releases", "{\"release\":\"2\"}").expect(409);

    assertTrue(refused.text("message").contains("push its commit abc123 again"));
    assertEquals(List.of("1", "2", "3"), requests.get(path + "/releases").each("version"));
  }

  @Test
  void deploysShowTheirPhases() {
    Release release = platform.deploy(app, Map.of("web", "x"));
    ReleaseStore releases = platform.bean(ReleaseStore.class);
    requests.patch(path + "/config-vars", "{\"A\":\"1\"}");
    Release second = releases.latest(app.id()).orElseThrow();
    Instant begun = second.createdAt();
    releases.status(second.id(), new ReleaseStatus.Preparing(), begun.plusMillis(10));
    releases.status(second.id(), new ReleaseStatus.Rolling(), begun.plusMillis(1_010));
    releases.status(second.id(), new ReleaseStatus.Succeeded(), begun.plusMillis(1_260));

    Answer deploys = requests.get(path + "/deploys").expect(200);

    assertEquals(List.of("3", "2"), deploys.each("version"));
    assertTrue(
        deploys
            .body()
            .contains(
                "\"phases\":[{\"name\":\"release\",\"milliseconds\":1000},"
                    + "{\"name\":\"rollout\",\"milliseconds\":250}]"),
        deploys.body());
    assertEquals(release.version().number() + 1, second.version().number());
  }

  @Test
  void whatNeverWentLiveIsNotRolledBackTo() {
    Answer refused = requests.post(path + "/releases", "{\"release\":\"1\"}").expect(422);

    assertTrue(refused.text("message").contains("never went live"));
    requests.post(path + "/releases", "{}").expect(422);
  }

  @Test
  void aFailureIsShown() {
    platform.deploy(app, Map.of("web", "x"));
    requests.patch(path + "/config-vars", "{\"A\":\"1\"}");
    ReleaseStore releases = platform.bean(ReleaseStore.class);
    Release latest = releases.latest(app.id()).orElseThrow();
    releases.status(latest.id(), new ReleaseStatus.Failed("web.1 never listened"), Instant.now());

    Answer shown = requests.get(path + "/releases/3");

    assertEquals("failed", shown.text("status"));
    assertEquals("web.1 never listened", shown.text("failure"));
    assertEquals("false", shown.text("aborted"));
    assertEquals("false", shown.text("current"));
    assertEquals("true", requests.get(path + "/releases/2").text("current"));
  }

  @Test
  void aBuildIsReleasedAgainWithTheConfigOfNow() {
    Release failed = platform.deploy(app, Map.of("web", "x", "release", "migrate"));
    requests.patch(path + "/config-vars", "{\"A\":\"now\"}");
    String slug = requests.get(path + "/releases/" + failed.id()).text("slug.id");

    Answer made =
        requests
            .post(path + "/releases", "{\"slug\":\"" + slug + "\",\"description\":\"Retry of v2\"}")
            .expect(201);

    assertEquals("pending", made.text("status"));
    assertEquals("Retry of v2", made.text("description"));
    assertEquals(slug, made.text("slug.id"));
    assertEquals("{\"A\":\"now\"}", requests.get(path + "/releases/4/config-vars").body());
    assertTrue(platform.fleet.woken.contains(app.id()));
    assertTrue(platform.journal.events(app.id()).contains("Retry of v2 by user " + user.email()));
  }

  @Test
  void aBuildWhoseImageIsGoneIsRefusedBeforeAnythingIsRecorded() {
    Release failed = platform.deploy(app, Map.of("web", "x"));
    String slug = platform.slugId(failed);
    platform.builds.gone.add(failed.slug().orElseThrow().image());

    Answer refused = requests.post(path + "/releases", "{\"slug\":\"" + slug + "\"}").expect(409);

    assertTrue(refused.text("message").endsWith("Push its commit abc123 again."), refused.body());
    assertEquals(List.of("1", "2"), requests.get(path + "/releases").each("version"));
  }

  @Test
  void aSlugOfAnotherAppOrWithANastyDescriptionIsNotReleased() {
    App foreign = platform.app(platform.user());
    Release theirs = platform.deploy(foreign, Map.of("web", "x"));
    String slug = platform.slugId(theirs);
    requests.post(path + "/releases", "{\"slug\":\"" + slug + "\"}").expect(404);
    requests.post(path + "/releases", "{\"slug\":\"nonsense\"}").expect(404);
    String own = platform.slugId(platform.deploy(app, Map.of("web", "x")));
    for (String nasty : List.of("a\\nb", " ", "x".repeat(201))) {
      requests
          .post(path + "/releases", "{\"slug\":\"" + own + "\",\"description\":\"" + nasty + "\"}")
          .expect(422);
    }
    assertEquals(List.of("1", "2"), requests.get(path + "/releases").each("version"));
  }

  @Test
  void whatAReleasePhasePrintedIsBehindALink() throws Exception {
    Release quiet = platform.deploy(app, Map.of("web", "x"));
    Release loud = platform.deploy(app, Map.of("web", "x"));
    Path file = platform.home().resolve("releases/" + app.id() + "/" + loud.id() + ".log");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "migrating\ndone\n");

    assertEquals("null", requests.get(path + "/releases/" + quiet.id()).text("output_stream_url"));
    String url = requests.get(path + "/releases/" + loud.id()).text("output_stream_url");
    Answer output = platform.anonymous().get(url.replace("http://paas.test:7300", "")).expect(200);

    assertEquals("migrating\ndone\n", output.body());
    assertTrue(output.header("Content-Type").startsWith("text/plain"));
  }

  @Test
  void theOutputOfAReleasePhaseThatIsToComeIsWaitedFor() throws Exception {
    String slug = platform.slugId(platform.deploy(app, Map.of("web", "x", "release", "migrate")));
    Answer made = requests.post(path + "/releases", "{\"slug\":\"" + slug + "\"}").expect(201);
    String url = made.text("output_stream_url").replace("http://paas.test:7300", "");
    Release release = platform.bean(ReleaseStore.class).latest(app.id()).orElseThrow();
    Path file = platform.home().resolve("releases/" + app.id() + "/" + release.id() + ".log");
    Files.createDirectories(file.getParent());
    CompletableFuture<Answer> reading =
        CompletableFuture.supplyAsync(() -> platform.anonymous().get(url));

    Files.writeString(file, "late\n");
    platform
        .bean(ReleaseStore.class)
        .status(release.id(), new ReleaseStatus.Rolling(), Instant.now());

    assertEquals("late\n", reading.get(30, TimeUnit.SECONDS).expect(200).body());
  }

  @Test
  void buildsAreListedShownAndCancelled() throws Exception {
    BuildStore builds = platform.bean(BuildStore.class);
    BuildRecord build = builds.create(app.id(), "abc123", "p@example.com", Instant.now());
    platform.builds.outputs.put(build.id(), "-----> Building\n");

    assertEquals(List.of("pending"), requests.get(path + "/builds").each("status"));
    requests.delete(path + "/builds/" + build.id()).expect(202);
    assertTrue(platform.builds.cancelled.contains(build.id()));
    builds.finish(build.id(), new BuildStatus.Failed("no luck"), Instant.now());

    Answer shown = requests.get(path + "/builds/" + build.id()).expect(200);
    assertEquals("no luck", shown.text("failure"));
    String url = shown.text("output_stream_url").replace("http://paas.test:7300", "");
    Answer output = platform.anonymous().get(url).expect(200);
    assertEquals("-----> Building\n", output.body());
    assertTrue(output.header("Content-Type").startsWith("text/plain"));
  }

  @Test
  void anotherAppsBuildIsNotFound() {
    App foreign = platform.app(platform.user());
    BuildRecord build =
        platform.bean(BuildStore.class).create(foreign.id(), "c", "p@example.com", Instant.now());

    requests.get(path + "/builds/" + build.id()).expect(404);
    requests.delete(path + "/builds/" + build.id()).expect(404);
    requests.get(path + "/builds/nonsense").expect(404);
  }
}
