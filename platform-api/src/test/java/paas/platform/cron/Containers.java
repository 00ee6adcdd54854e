package paas.platform.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import paas.runner.AppKey;
import paas.runner.EngineRefused;
import paas.runner.InstanceId;
import paas.runner.NoSuchContainer;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;
import paas.runner.engine.EngineUnavailable;

/**
 * Detached one-offs that a test ends; they outlive the platform, which may be killed in a start.
 */
final class Containers implements OneOffs {
  /** The end of the platform's process, at this very place. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What happens at the next start. */
  enum NextStart {
    WORKS,
    KILLED_BEFORE,
    KILLED_AFTER,
    REFUSED
  }

  private record Exit(int code, Instant at) {}

  private record Container(OneOffSpec spec, CompletableFuture<Exit> exit) {}

  final List<OneOffSpec> started = new ArrayList<>();
  NextStart next = NextStart.WORKS;
  private volatile CompletableFuture<Exit> restart = new CompletableFuture<>();
  private volatile boolean away;
  private final Map<InstanceId, Container> there = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Containers(InstantSource clock) {
    this.clock = clock;
  }

  List<String> names() {
    return there.values().stream()
        .filter(container -> !container.exit().isDone())
        .map(container -> container.spec().name())
        .sorted()
        .toList();
  }

  /** It has ended, everybody was told, and it was removed. */
  boolean isGone(String name) {
    return there.values().stream().noneMatch(one -> one.spec().name().equals(name));
  }

  void exit(String name, int code) {
    there.values().stream()
        .filter(container -> container.spec().name().equals(name))
        .forEach(container -> container.exit().complete(new Exit(code, clock.instant())));
  }

  /** The engine ends; whoever waits for a container is told so. */
  void goAway() {
    away = true;
    restart.completeExceptionally(new EngineUnavailable("the test says so"));
  }

  void comeBack() {
    restart = new CompletableFuture<>();
    away = false;
  }

  private void reach() {
    if (away) {
      throw new EngineUnavailable("the test says so");
    }
  }

  /** As a prune by hand does. */
  void vanish() {
    there.clear();
  }

  @Override
  public OneOff start(OneOffSpec spec) {
    throw new UnsupportedOperationException("cron jobs are detached");
  }

  @Override
  public InstanceId startDetached(OneOffSpec spec) {
    NextStart now = next;
    next = NextStart.WORKS;
    if (now == NextStart.KILLED_BEFORE) {
      throw new Killed();
    }
    if (now == NextStart.REFUSED) {
      throw new EngineRefused("no space left on device", 500, new IllegalStateException());
    }
    InstanceId id = new InstanceId("%064x".formatted(started.size() + 1));
    started.add(spec);
    there.put(id, new Container(spec, new CompletableFuture<>()));
    if (now == NextStart.KILLED_AFTER) {
      throw new Killed();
    }
    return id;
  }

  @Override
  public List<RunningOneOff> list() {
    return there.entrySet().stream().map(e -> seen(e.getKey(), e.getValue())).toList();
  }

  @Override
  public List<RunningOneOff> list(AppKey app) {
    reach();
    return there.entrySet().stream()
        .filter(entry -> entry.getValue().spec().app().equals(app))
        .map(entry -> seen(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static RunningOneOff seen(InstanceId id, Container container) {
    OneOffSpec spec = container.spec();
    State state =
        Optional.ofNullable(container.exit().getNow(null))
            .<State>map(exit -> new State.Exited(exit.code(), false, exit.at()))
            .orElse(new State.Running(Instant.EPOCH, "", 0));
    return new RunningOneOff(
        id,
        spec.app(),
        spec.type(),
        spec.ordinal(),
        spec.release(),
        true,
        spec.limits().memoryBytes(),
        state);
  }

  @Override
  public int awaitExit(InstanceId id) {
    reach();
    Container container =
        Optional.ofNullable(there.get(id))
            .orElseThrow(() -> new NoSuchContainer(id, new NoSuchElementException()));
    try {
      CompletableFuture.anyOf(container.exit(), restart).get();
      return container.exit().get().code();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the platform ends", e);
    } catch (ExecutionException e) {
      throw new EngineUnavailable("it went away", e);
    }
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    Optional.ofNullable(there.get(id))
        .ifPresent(container -> container.exit().complete(new Exit(143, clock.instant())));
  }

  @Override
  public void remove(InstanceId id) {
    reach();
    there.remove(id);
  }

  @Override
  public int removeLeftovers() {
    return 0;
  }
}
