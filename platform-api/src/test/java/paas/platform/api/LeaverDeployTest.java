package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.access.Permission;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.build.BuildOutcome;
import paas.platform.build.Builds;
import paas.platform.fault.Rejected;
import paas.platform.intake.Console;
import paas.platform.intake.DeployQueue;
import paas.platform.intake.Deployment;
import paas.platform.intake.Deploys;
import paas.platform.intake.Notes;
import paas.platform.intake.Requester;
import paas.platform.release.Release;
import paas.platform.store.AppRoles;
import paas.platform.store.BuildOrder;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.ReleaseStore;

/** What somebody pushed goes live only if they may still deploy once it is built. */
@Tag("contract")
class LeaverDeployTest {
  private static final String STACK = "{\"image\":\"sha256:" + "0".repeat(64) + "\"}";

  @TempDir private Path dir;
  private final List<String> shown = new ArrayList<>();
  private TestPlatform platform;
  private User owner;
  private User leaver;
  private App app;
  private Release live;

  @BeforeEach
  void begin() throws IOException {
    Path home = Files.createDirectory(dir.resolve("home"));
    Files.writeString(home.resolve("stack.json"), STACK);
    platform = TestPlatform.on(home);
    owner = platform.user();
    leaver = platform.user();
    app = platform.app(owner);
    platform.collaborate(app, leaver);
    live = platform.deploy(app, Map.of("web", "x"));
    platform.bean(Builds.class).recover();
    platform.bean(DeployQueue.class).start();
  }

  @AfterEach
  void end() {
    platform.close();
  }

  private Optional<String> push(Runnable meanwhile) {
    AppRoles roles = platform.bean(AppRoles.class);
    Deployment deployment =
        new Deployment(
            app,
            "abc123",
            leaver.email().value(),
            Optional.empty(),
            (build, console, whenGone) -> {
              meanwhile.run();
              return new BuildOutcome.Built(build, live.slug().orElseThrow());
            });
    Requester requester =
        new Requester(() -> roles.permits(leaver.id(), app.id(), Permission.APP_WRITE));
    Notes ends =
        new Notes() {
          @Override
          public void beforeRelease() {
            throw Rejected.conflict("It would be released.");
          }
        };
    return platform.bean(Deploys.class).now(deployment, new Console(shown::add), requester, ends);
  }

  @Test
  void aPushOfWhoIsTakenOffTheAppWhileItIsBuiltDoesNotGoLive() {
    String collaborator = "/apps/" + app.name() + "/collaborators/" + leaver.email();

    Optional<String> refusal = push(() -> platform.as(owner).delete(collaborator).expect(200));

    assertEquals(Optional.of("you may not deploy this app any more"), refusal);
    assertRefused();
  }

  @Test
  void aPushOfWhoIsRemovedFromThePlatformWhileItIsBuiltDoesNotGoLive() {
    Requests admin = platform.as(platform.user(true));

    Optional<String> refusal = push(() -> admin.delete("/users/" + leaver.email()).expect(200));

    assertEquals(Optional.of("you may not deploy this app any more"), refusal);
    assertRefused();
  }

  @Test
  void anUploadThatWaitsIsNotBegunForWhoIsTakenOffTheAppMeanwhile() throws InterruptedException {
    String collaborator = "/apps/" + app.name() + "/collaborators/" + leaver.email();

    assertNotBegun(() -> platform.as(owner).delete(collaborator).expect(200));
  }

  @Test
  void norForWhoHasNoTokenAnyMore() throws InterruptedException {
    Requests admin = platform.as(platform.user(true));

    assertNotBegun(() -> admin.delete("/users/" + leaver.email() + "/authorizations").expect(200));
  }

  /** The upload waits behind a push of the same app. */
  private void assertNotBegun(Runnable lockedOut) throws InterruptedException {
    List<UUID> waiting = new ArrayList<>();
    DeployQueue queue = platform.bean(DeployQueue.class);
    platform.as(leaver).get("/account").expect(200); // so that there is a token to revoke
    push(() -> {
      BuildOrder order = new BuildOrder.NamedImage("x:1", false, "");
      waiting.add(queue.add(app, order, "v", leaver.email().value()).id());
      lockedOut.run();
    });
    String why = whyFailed(waiting.getFirst());
    assertTrue(why.startsWith("Not begun: the token of whoever"), why);
  }

  private String whyFailed(UUID build) throws InterruptedException {
    BuildStore builds = platform.bean(BuildStore.class);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      BuildStatus status = builds.find(build).orElseThrow().status();
      if (status instanceof BuildStatus.Failed failed) {
        return failed.why();
      }
      assertTrue(System.nanoTime() < deadline, status.toString());
      Thread.sleep(20);
    }
  }

  private void assertRefused() {
    ReleaseStore releases = platform.bean(ReleaseStore.class);
    assertEquals(
        List.of(live.version()),
        releases.list(app.id(), true, 1, Optional.empty()).stream().map(Release::version).toList());
    assertTrue(String.join("\n", shown).contains("was ended"), shown.toString());
    List<BuildRecord> builds = platform.bean(BuildStore.class).of(app.id(), 1);
    String why = ((BuildStatus.Failed) builds.getFirst().status()).why();
    assertTrue(why.contains("was ended"), why);
  }
}
