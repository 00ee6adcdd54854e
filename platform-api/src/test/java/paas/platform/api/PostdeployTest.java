package paas.platform.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.app.App;
import paas.platform.deploy.Postdeploy;
import paas.platform.deploy.ReleaseOutput;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;
import paas.platform.store.ReleaseDraft;
import paas.platform.store.ReleaseStore;
import paas.runner.engine.StdStream;

@ExtendWith(TestPlatform.Extension.class)
class PostdeployTest {
  private final TestPlatform platform;
  private final Postdeploy postdeploy;
  private final App app;

  PostdeployTest(TestPlatform platform) {
    this.platform = platform;
    this.postdeploy = platform.bean(Postdeploy.class);
    this.app = platform.app(platform.user());
  }

  private Release live(String appJson) {
    ReleaseStore releases = platform.bean(ReleaseStore.class);
    Slug slug =
        new Slug(
            new ImageDigest("sha256:" + "e".repeat(64)),
            List.of("/launch"),
            new TreeMap<>(Map.of(ProcessType.WEB, "x")),
            "test",
            "",
            new SourceNotes(appJson, ""));
    Release release =
        releases.record(
            app.id(),
            new ReleaseDraft.NewSlug(slug, "me@example.com", "Deploy"),
            Clock.systemUTC().instant());
    releases.status(release.id(), new ReleaseStatus.Succeeded(), Clock.systemUTC().instant());
    return release;
  }

  @Test
  void theScriptOfTheFirstReleaseThatWentLiveRunsAndItsFailureIsTold() throws Exception {
    Release first = live("{\"scripts\":{\"postdeploy\":\"seed\"}}");
    CompletableFuture<Void> done = CompletableFuture.runAsync(() -> postdeploy.await(first));
    FakeOneOff script = platform.oneOffs.next();
    script.print(StdStream.STDOUT, "seeding\n".getBytes(UTF_8));
    script.exit(3);
    done.get(20, TimeUnit.SECONDS);

    assertEquals("postdeploy.2", script.spec.name());
    assertEquals(Optional.of("seed"), script.spec.command());
    assertEquals("v2", script.spec.env().get("PAAS_RELEASE_VERSION"));
    assertTrue(
        platform
            .journal
            .events(app.id())
            .contains(
                "The postdeploy script `seed` exited with status 3."
                    + " The release stays. It does not run again by itself: use paas run."));
    try (InputStream kept =
        platform.bean(ReleaseOutput.class).read(app.id(), first.id()).orElseThrow()) {
      assertEquals("seeding\n", new String(kept.readAllBytes(), UTF_8));
    }
  }

  @Test
  void laterReleasesAndThoseWithoutAScriptRunNone() {
    postdeploy.await(live("{\"name\":\"x\"}"));
    postdeploy.await(live("{\"scripts\":{\"postdeploy\":\"seed\"}}"));

    assertTrue(
        platform.oneOffs.started.stream()
            .noneMatch(one -> one.spec.app().id().equals(app.id().toString())));
  }
}
