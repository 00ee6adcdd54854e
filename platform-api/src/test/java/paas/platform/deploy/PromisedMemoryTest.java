package paas.platform.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import paas.platform.formation.Promises;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.engine.EngineUnavailable;

class PromisedMemoryTest {
  private static long promised(RuntimeException fault) {
    return memory(fault, new Promises(InstantSource.system())).read().promised();
  }

  private static PromisedMemory memory(RuntimeException fault, Promises promises) {
    return new PromisedMemory(new ProcMeminfo(), new Away(fault), id -> Optional.empty(), promises);
  }

  @Test
  void whatIsAboutToStartIsNotAvailable() {
    Promises promises = new Promises(InstantSource.system());
    promises.make(promises.stamp(), UUID.randomUUID(), UUID.randomUUID(), 512);
    assertEquals(512, memory(new EngineUnavailable("away"), promises).read().promised());
  }

  @Test
  void nothingIsPromisedWhileTheEngineIsAwayOrRefuses() {
    assertEquals(0, promised(new EngineUnavailable("Docker does not answer")));
    assertEquals(0, promised(new EngineRefused("no", 500, new IllegalStateException())));
  }

  /** An engine that nothing can be asked of. */
  private record Away(RuntimeException fault) implements OneOffs {
    @Override
    public OneOff start(OneOffSpec spec) {
      throw fault;
    }

    @Override
    public InstanceId startDetached(OneOffSpec spec) {
      throw fault;
    }

    @Override
    public List<RunningOneOff> list() {
      throw fault;
    }

    @Override
    public List<RunningOneOff> list(AppKey app) {
      throw fault;
    }

    @Override
    public int awaitExit(InstanceId id) {
      throw fault;
    }

    @Override
    public void stop(InstanceId id, Duration grace) {
      throw fault;
    }

    @Override
    public void remove(InstanceId id) {
      throw fault;
    }

    @Override
    public int removeLeftovers() {
      throw fault;
    }
  }
}
