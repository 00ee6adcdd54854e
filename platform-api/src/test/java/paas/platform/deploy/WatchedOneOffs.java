package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import paas.runner.AppKey;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/** Release phases that run until they are stopped. */
final class WatchedOneOffs implements OneOffs {
  private final AppKey app;
  private final List<RunningOneOff> there = new ArrayList<>();
  final List<InstanceId> stopped = new ArrayList<>();
  boolean refuses;

  WatchedOneOffs(AppKey app) {
    this.app = app;
  }

  InstanceId run() {
    InstanceId id = new InstanceId("f".repeat(64));
    State running = new State.Running(Instant.EPOCH, "", 0);
    there.add(new RunningOneOff(id, app, "release", 7, 1, false, 1 << 20, running));
    return id;
  }

  @Override
  public List<RunningOneOff> list() {
    return there;
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    assertEquals(Duration.ZERO, grace);
    stopped.add(id);
    if (refuses) {
      throw new EngineUnavailable("cannot kill container");
    }
    there.removeIf(one -> one.id().equals(id));
  }

  @Override
  public OneOff start(OneOffSpec spec) {
    throw new AssertionError("the watch starts nothing");
  }

  @Override
  public InstanceId startDetached(OneOffSpec spec) {
    throw new AssertionError("the watch starts nothing");
  }

  @Override
  public List<RunningOneOff> list(AppKey of) {
    throw new AssertionError("of all apps");
  }

  @Override
  public int awaitExit(InstanceId id) {
    throw new AssertionError("nothing is waited for");
  }

  @Override
  public void remove(InstanceId id) {
    throw new AssertionError("whoever started it removes it");
  }

  @Override
  public int removeLeftovers() {
    throw new AssertionError("only at the start of the platform");
  }
}
