package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.release.Canary;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.CanaryStore;
import paas.platform.store.ReleaseStore;

@ExtendWith(TestPlatform.Extension.class)
class CanaryApiTest {
  private final TestPlatform platform;
  private final Requests requests;
  private final App app;
  private final String path;
  private final String canary;
  private final CanaryStore canaries;
  private final ReleaseStore releases;

  CanaryApiTest(TestPlatform platform) {
    this.platform = platform;
    User user = platform.user();
    this.requests = platform.as(user);
    this.app = platform.app(user);
    this.path = "/apps/" + app.name();
    this.canary = path + "/canary";
    this.canaries = platform.bean(CanaryStore.class);
    this.releases = platform.bean(ReleaseStore.class);
  }

  /** v2 and v3 were live; v4 is v2 on trial. */
  private Answer start() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    return requests.post(canary, "{\"release\":\"v2\",\"percent\":\"10\"}").expect(201);
  }

  private Release tried() {
    return releases.nextPending(app.id()).orElseThrow();
  }

  private void comesUp() {
    releases.status(tried().id(), new ReleaseStatus.Rolling(), Instant.now());
    assertTrue(canaries.begun(tried().id()));
    assertFalse(canaries.begun(tried().id()), "no news");
  }

  @Test
  void noneStandsBesideAProcessTypeThatStandsBesideNobody() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests.patch(path + "/formation/web", "{\"surge\":0}").expect(200);
    Answer refused = requests.post(canary, "{\"release\":\"v2\",\"percent\":\"10\"}").expect(422);
    assertTrue(refused.text("message").contains("paas ps:set web surge=auto"), refused.toString());
  }

  @Test
  void anOldBuildIsTriedAsANewReleaseWithTheConfigOfNow() {
    Answer made = start();
    assertEquals("4", made.text("release.version"));
    assertEquals("10", made.text("percent"));
    assertEquals("starting", made.text("stage"));
    Release tried = tried();
    assertEquals(releases.find(app.id(), tried.version()), Optional.of(tried));
    assertEquals("Canary of v2", tried.description());
    assertEquals(
        requests.get(path + "/releases/2").text("image"),
        requests.get(path + "/releases/4").text("image"));
    Answer shown = requests.get(path + "/releases/4");
    assertEquals("10", shown.text("canary.percent"));
    assertEquals("pending", shown.text("status"));
    assertEquals("true", requests.get(path + "/releases/3").text("current"));
    assertTrue(platform.fleet.woken.contains(app.id()));
  }

  @Test
  void itsPartIsChangedWhileItGoesOn() {
    start();
    comesUp();
    requests.patch(canary, "{\"percent\":50}").expect(200);
    Answer shown = requests.get(canary).expect(200);
    assertEquals("50", shown.text("percent"));
    assertEquals("serving", shown.text("stage"));
  }

  @Test
  void promotedItBecomesTheCandidateAndIsOverOnceItIsLive() {
    start();
    requests.post(canary + "/actions/promote", "{}").expect(409);
    comesUp();
    assertEquals(
        "promoted", requests.post(canary + "/actions/promote", "{}").expect(202).text("stage"));
    requests.post(canary + "/actions/promote", "{}").expect(409);
    releases.status(tried().id(), new ReleaseStatus.Succeeded(), Instant.now());
    requests.get(canary).expect(404);
    assertEquals("true", requests.get(path + "/releases/4").text("current"));
  }

  @Test
  void abortedItHasFailedAndNothingElseChanged() {
    requests.patch(path + "/config-vars", "{\"A\":\"1\"}");
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests.post(canary, "{\"release\":\"v3\",\"percent\":1}").expect(201);
    comesUp();
    requests.delete(canary).expect(202);
    requests.delete(canary).expect(404);
    Answer shown = requests.get(path + "/releases/5");
    assertEquals("failed", shown.text("status"));
    assertTrue(shown.text("failure").startsWith("its canary was aborted by user "));
    assertEquals("true", shown.text("aborted"));
    assertEquals("true", requests.get(path + "/releases/4").text("current"));
    assertEquals("{\"A\":\"1\"}", requests.get(path + "/config-vars").body());
    assertEquals(Optional.empty(), canaries.of(app.id()));
  }

  @Test
  void whoWaitsForOneThatIsAbortedIsTold() {
    start();
    Release tried = tried();
    requests.delete(canary).expect(202);
    assertEquals(
        releases.find(tried.id()).orElseThrow().status(), platform.fleet.ended.get(tried.id()));
  }

  @Test
  void noOtherReleaseIsMadeWhileOneIsTried() {
    start();
    for (Answer refused :
        new Answer[] {
          requests.patch(path + "/config-vars", "{\"A\":\"1\"}"),
          requests.post(path + "/releases", "{\"release\":\"2\"}"),
          requests.post(canary, "{\"release\":\"2\",\"percent\":20}")
        }) {
      refused.expect(409);
      assertTrue(refused.text("message").contains("paas releases:promote"), refused.body());
      assertTrue(refused.text("message").contains("paas releases:abort"), refused.body());
    }
    requests.delete(canary).expect(202);
    requests.patch(path + "/config-vars", "{\"A\":\"1\"}").expect(200);
  }

  @Test
  void aPromotedOneIsFollowedByOthersAsAnyDeployIs() {
    start();
    comesUp();
    requests.post(canary + "/actions/promote", "{}").expect(202);
    requests.patch(path + "/config-vars", "{\"A\":\"1\"}").expect(200);
    requests.post(canary, "{\"release\":\"2\",\"percent\":20}").expect(409);
  }

  @Test
  void oneThatDoesNotComeUpIsOverWithItsRelease() {
    start();
    releases.status(tried().id(), new ReleaseStatus.Failed("no port"), Instant.now());
    requests.get(canary).expect(404);
    assertEquals("true", requests.get(path + "/releases/3").text("current"));
  }

  @Test
  void whatCannotBeTriedIsRefused() {
    requests.get(canary).expect(404);
    requests.patch(canary, "{\"percent\":50}").expect(404);
    requests.post(canary, "{\"release\":\"1\",\"percent\":10}").expect(422);
    Release live = platform.deploy(app, Map.of("web", "x"));
    requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(422);
    requests.post(canary, "{\"release\":\"1\",\"percent\":10}").expect(422);
    requests.post(canary, "{\"release\":\"9\",\"percent\":10}").expect(404);
    platform.deploy(app, Map.of("web", "y"));
    platform.builds.gone.add(live.slug().orElseThrow().image());
    requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(409);
    assertEquals(Optional.empty(), canaries.of(app.id()));
  }

  @Test
  void oneThatWouldHaveNoInstanceIsRefused() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests.patch(path + "/formation/web", "{\"quantity\":0}").expect(200);
    Answer refused = requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(422);
    assertTrue(refused.text("message").contains("paas ps:scale web=1"), refused.body());
    assertEquals(Optional.empty(), canaries.of(app.id()));
    assertEquals(Optional.empty(), releases.nextPending(app.id()));
  }

  @Test
  void aSleepingAppIsWokenForOne() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests.send("PUT", path + "/formation/web/autoscale", "{\"min\":0,\"max\":1}").expect(200);
    requests.patch(path + "/formation/web", "{\"quantity\":0}").expect(200);
    requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(201);
  }

  @Test
  void oneForWhichTheMachineHasNoRoomIsRefusedUnlessForced() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests
        .patch(path + "/formation/web", "{\"quantity\":2,\"size\":\"900g\",\"force\":true}")
        .expect(200);
    Answer refused = requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(422);
    assertTrue(
        refused
            .text("message")
            .startsWith(
                "This machine has no room for that: 1 more of web (1 of them the canary's) at up to 921,600 MB,"),
        refused.body());
    assertEquals(Optional.empty(), canaries.of(app.id()));
    requests.post(canary, "{\"release\":\"2\",\"percent\":10,\"force\":true}").expect(201);
    requests.patch(canary, "{\"percent\":50}").expect(200);
    refused = requests.patch(canary, "{\"percent\":51}").expect(422);
    assertTrue(refused.text("message").contains("1 more of web"), refused.body());
    assertEquals("50", requests.get(canary).text("percent"));
    requests.patch(canary, "{\"percent\":51,\"force\":true}").expect(200);
    refused = requests.patch(path + "/formation/web", "{\"quantity\":4}").expect(422);
    assertTrue(
        refused.text("message").contains("3 more of web (1 of them the canary's)"), refused.body());
  }

  @Test
  void whatIsWokenBesideOneNeedsRoomToo() {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests
        .patch(path + "/formation/web", "{\"quantity\":0,\"size\":\"900g\",\"force\":true}")
        .expect(200);
    requests.send("PUT", path + "/formation/web/autoscale", "{\"min\":0,\"max\":3}").expect(200);
    Answer refused = requests.post(canary, "{\"release\":\"2\",\"percent\":10}").expect(422);
    assertTrue(
        refused.text("message").contains("4 more of web (1 of them the canary's)"), refused.body());
    requests.post(canary, "{\"release\":\"2\",\"percent\":10,\"force\":true}").expect(201);
    requests.patch(canary, "{\"percent\":33}").expect(200);
    refused = requests.patch(canary, "{\"percent\":34}").expect(422);
    assertTrue(
        refused.text("message").contains("1 more of web (1 of them the canary's)"), refused.body());
    requests.patch(path + "/formation/web", "{\"quantity\":3}").expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100", "-1", "1.5", "ten", "", "9999999999999", "10%%"})
  void whatIsNoPartIsRefused(String percent) {
    platform.deploy(app, Map.of("web", "old"));
    platform.deploy(app, Map.of("web", "new"));
    requests.post(canary, "{\"release\":\"2\",\"percent\":\"" + percent + "\"}").expect(422);
  }

  @Test
  void aWaitForItsReleaseEndsWhenItServes() {
    start();
    assertFalse(canaries.isTried(tried().id()));
    comesUp();
    assertTrue(canaries.isTried(tried().id()));
    assertEquals(Canary.Stage.SERVING, canaries.of(app.id()).orElseThrow().stage());
  }
}
