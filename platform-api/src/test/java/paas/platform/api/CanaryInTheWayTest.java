package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.intake.Console;
import paas.platform.intake.Deployment;
import paas.platform.intake.Deploys;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;
import paas.platform.release.Percent;
import paas.platform.release.Release;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.CanaryStore;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;

/** Deploys as a push makes them, of builds that are there already. */
@Tag("contract")
class CanaryInTheWayTest {
  private static final String STACK = "{\"image\":\"sha256:" + "0".repeat(64) + "\"}";

  @TempDir private Path dir;
  private final List<String> shown = new ArrayList<>();
  private boolean made;
  private TestPlatform platform;
  private Requests requests;
  private App app;
  private ReleaseStore releases;

  @BeforeEach
  void begin() throws IOException {
    Path home = Files.createDirectory(dir.resolve("home"));
    Files.writeString(home.resolve("stack.json"), STACK);
    platform = TestPlatform.on(home);
    User user = platform.user();
    requests = platform.as(user);
    app = platform.app(user);
    releases = platform.bean(ReleaseStore.class);
    platform.bean(Builds.class).recover();
  }

  @AfterEach
  void end() {
    platform.close();
  }

  private Optional<String> deploy(Optional<Percent> canary, Release like, Notes notes) {
    Deployment deployment =
        new Deployment(
            app,
            "abc123",
            "me@example.com",
            canary,
            (build, console, whenGone) -> {
              made = true;
              return new BuildOutcome.Built(build, like.slug().orElseThrow());
            });
    return platform
        .bean(Deploys.class)
        .now(deployment, new Console(shown::add), new Requester(() -> true), notes);
  }

  private void tryOut(Release release) {
    releases.record(
        app.id(),
        new ReleaseDraft.Tried(
            new ReleaseDraft.Again(release.version(), "me@example.com", "Canary"), new Percent(10)),
        Instant.now());
  }

  private String failure() {
    List<BuildRecord> builds = platform.bean(BuildStore.class).of(app.id(), 1);
    return ((BuildStatus.Failed) builds.getFirst().status()).why();
  }

  @Test
  void oneThatBeganWhileTheReleaseWasAboutToBeMadeDiscardsTheBuild() {
    Release live = platform.deploy(app, Map.of("web", "x"));
    Notes late =
        new Notes() {
          @Override
          public void beforeRelease() {
            tryOut(live);
          }
        };

    assertEquals(Optional.of("a canary is in the way"), deploy(Optional.empty(), live, late));

    assertTrue(made);
    assertTrue(String.join("\n", shown).contains("paas releases:abort"), shown.toString());
    assertTrue(failure().contains("paas releases:abort"), failure());
    assertEquals(3, platform.bean(CanaryStore.class).of(app.id()).orElseThrow().version().number());
    assertEquals(Optional.of(live.version()), releases.serving(app.id()).map(Release::version));
  }

  @Test
  void nothingIsBuiltBesideOne() {
    Release live = platform.deploy(app, Map.of("web", "x"));
    tryOut(live);

    assertEquals(Optional.of("a canary is in the way"), deploy(Optional.empty(), live, Notes.NONE));
    assertFalse(made);
  }

  @Test
  void nothingIsBuiltForOneThatWouldHaveNoInstance() {
    Release live = platform.deploy(app, Map.of("web", "x"));
    requests.patch("/apps/" + app.name() + "/formation/web", "{\"quantity\":0}").expect(200);

    assertEquals(
        Optional.of("there is no place for a canary"),
        deploy(Optional.of(new Percent(10)), live, Notes.NONE));
    assertFalse(made);
    assertTrue(failure().contains("paas ps:scale web=1"), failure());
  }

  @Test
  void nothingIsBuiltForOneBesideNothing() {
    Release live = platform.deploy(platform.app(platform.user()), Map.of("web", "x"));

    assertEquals(
        Optional.of("no release is live yet"),
        deploy(Optional.of(new Percent(10)), live, Notes.NONE));
    assertFalse(made);
  }
}
