package paas.platform.oneoff;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/** One detached one-off, on an engine that fails each first question of a kind. */
final class FrailEngine implements OneOffs {
  final CompletableFuture<State.Exited> exit = new CompletableFuture<>();
  final CompletableFuture<InstanceId> removed = new CompletableFuture<>();
  volatile boolean vanished;
  private final Instance instance;
  private final Set<String> asked = new HashSet<>();

  FrailEngine(Instance instance) {
    this.instance = instance;
  }

  /** Fails where nothing of that kind was asked before. */
  synchronized void reach(String what) {
    if (asked.add(what)) {
      throw new EngineUnavailable("the test says so, of " + what);
    }
  }

  @Override
  public int awaitExit(InstanceId id) {
    reach("its end");
    if (vanished) {
      throw new NoSuchContainer(id, new NoSuchElementException());
    }
    try {
      return exit.get().code();
    } catch (InterruptedException | ExecutionException e) {
      throw new EngineUnavailable("nobody waits any more", e);
    }
  }

  @Override
  public List<RunningOneOff> list(AppKey app) {
    reach("the list");
    return list();
  }

  @Override
  public List<RunningOneOff> list() {
    return Optional.ofNullable(exit.getNow(null)).stream()
        .filter(end -> !vanished)
        .map(end ->
            new RunningOneOff(
                instance.id(),
                instance.app(),
                instance.type(),
                instance.ordinal(),
                instance.release(),
                true,
                instance.memoryBytes(),
                end))
        .toList();
  }

  @Override
  public void remove(InstanceId id) {
    reach("its removal");
    removed.complete(id);
  }

  @Override
  public OneOff start(OneOffSpec spec) {
    throw new UnsupportedOperationException("nothing starts here");
  }

  @Override
  public InstanceId startDetached(OneOffSpec spec) {
    throw new UnsupportedOperationException("nothing starts here");
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    exit.complete(new State.Exited(143, false, Instant.EPOCH));
  }

  @Override
  public int removeLeftovers() {
    return 0;
  }
}
