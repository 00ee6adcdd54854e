package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import paas.platform.app.AppId;
import paas.platform.deploy.Postdeploy;
import paas.platform.release.Release;
import paas.platform.store.PostdeployStore;
import paas.platform.store.ReleaseStore;

/** What a SIGKILL at an app's first success makes of its postdeploy script. */
@Tag("contract")
class PostdeployKillTest {
  /** The app whose release went live in a process that is dead now. */
  private static AppId killed(Path home, String how) throws Exception {
    Process process = KilledDeploy.start(home, how);
    try (BufferedReader said = process.inputReader()) {
      String line =
          said.lines().filter(text -> text.startsWith(KilledDeploy.LIVE)).findFirst().orElseThrow();
      process.toHandle().destroyForcibly();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      return new AppId(UUID.fromString(line.substring(KilledDeploy.LIVE.length() + 1)));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void theScriptRunsAfterTheRestartAndOnceOnly() throws Exception {
    Path home = Files.createTempDirectory("paas-kill-test");
    AppId app = killed(home, "before");
    try (TestPlatform platform = TestPlatform.on(home)) {
      Postdeploy postdeploy = platform.bean(Postdeploy.class);
      Release live = platform.bean(ReleaseStore.class).serving(app).orElseThrow();

      postdeploy.resume();
      FakeOneOff script = platform.oneOffs.next();
      assertEquals(Optional.of("seed"), script.spec.command());
      postdeploy.resume();
      script.exit(0);
      postdeploy.await(live);

      postdeploy.resume();
      postdeploy.await(live);
      assertEquals(List.of(), List.copyOf(platform.oneOffs.started));
      assertEquals(List.of(), platform.journal.events(app));
    }
  }

  @Test
  void aScriptThatWasCutOffIsReportedAndNotRepeated() throws Exception {
    Path home = Files.createTempDirectory("paas-kill-test");
    AppId app = killed(home, "begin");
    try (TestPlatform platform = TestPlatform.on(home)) {
      platform.bean(Postdeploy.class).resume();
      assertEquals(
          List.of(
              "The platform was restarted while the postdeploy script ran. The release stays."
                  + " It does not run again by itself: use paas run."),
          platform.journal.events(app));
      assertEquals(List.of(), List.copyOf(platform.oneOffs.started));
      assertEquals(List.of(), platform.bean(PostdeployStore.class).begun());
    }
  }
}
