package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import paas.platform.app.AppId;
import paas.platform.deploy.scratch.Excesses;
import paas.platform.formation.Size;
import paas.platform.release.Release;
import paas.runner.AppKey;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

class PhaseProcessTest {
  @TempDir Path home;
  private final FakeIntents intents = new FakeIntents();
  private final DeploySettings settings = DeploySettings.defaults("test", 1);
  private final Launch launch = new Launch(settings);
  private final AppKey app = launch.key(intents.app);
  private final List<RunningOneOff> there = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private boolean away;
  private long memory;

  private void runs(String type, int ordinal, boolean detached) {
    InstanceId id = new InstanceId("%064x".formatted(there.size() + 1));
    State running = new State.Running(Instant.EPOCH, "", 0);
    there.add(new RunningOneOff(id, app, type, ordinal, 1, detached, 1 << 20, running));
  }

  private void runPhase() {
    intents.record(true);
    Release release = intents.pending().orElseThrow();
    PhaseProcess process =
        new PhaseProcess(
            new Engine(),
            launch,
            new Told(),
            new Progress(),
            new ReleaseOutput(home),
            settings,
            _ -> Size.parse("2g"),
            new Excesses());
    assertThrows(
        EngineUnavailable.class,
        () -> process.run(intents.app, release, "release", "phase", "migrate", new Recall()));
  }

  @Test
  void aFormerPhaseThatStillRunsIsStoppedBeforeTheNextOneStarts() {
    runs("run", 4821, false);
    runs("release", 1, false);
    runs("release", 7, true);
    runPhase();
    assertEquals(
        List.of(
            "Stopped: Docker lost sight of it, and the next one is to run",
            "stop release.1",
            "remove release.1",
            "Starting process with command `migrate`",
            "start release"),
        done);
  }

  @Test
  void itMayUseWhatIsSetForReleasePhases() {
    runPhase();
    assertEquals(2L << 30, memory);
  }

  @Test
  void noneIsStartedWhereItIsNotKnownWhetherAFormerOneRuns() {
    away = true;
    runPhase();
    assertEquals(List.of(), done);
  }

  private final class Told extends SilentJournal {
    @Override
    public void platform(AppId app, String process, String text) {
      done.add(text);
    }
  }

  /** It goes away when something is to start, at the latest. */
  private final class Engine implements OneOffs {
    @Override
    public OneOff start(OneOffSpec spec) {
      done.add("start " + spec.type());
      memory = spec.limits().memoryBytes();
      throw new EngineUnavailable("away");
    }

    @Override
    public InstanceId startDetached(OneOffSpec spec) {
      throw new AssertionError("a phase is attached");
    }

    @Override
    public List<RunningOneOff> list() {
      throw new AssertionError("of one app");
    }

    @Override
    public List<RunningOneOff> list(AppKey of) {
      if (away) {
        throw new EngineUnavailable("away");
      }
      assertEquals(app, of);
      return there;
    }

    @Override
    public int awaitExit(InstanceId id) {
      throw new AssertionError("nothing is waited for");
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
      done.add("stop " + name(id));
    }

    @Override
    public void remove(InstanceId id) {
      done.add("remove " + name(id));
    }

    private String name(InstanceId id) {
      return there.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow().name();
    }

    @Override
    public int removeLeftovers() {
      throw new AssertionError("only at the start of the platform");
    }
  }
}
