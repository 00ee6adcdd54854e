package paas.platform.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import paas.runner.AppKey;
import paas.runner.InstanceId;
import paas.runner.OneOff;
import paas.runner.OneOffSpec;
import paas.runner.OneOffs;
import paas.runner.RunningOneOff;
import paas.runner.State;

/** One-offs without containers: {@link FakeOneOff} plays the process. */
final class FakeOneOffs implements OneOffs {
  final BlockingQueue<FakeOneOff> started = new LinkedBlockingQueue<>();
  private final Map<InstanceId, FakeOneOff> running = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();

  FakeOneOff next() throws InterruptedException {
    FakeOneOff next = started.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no one-off was started");
    }
    return next;
  }

  @Override
  public OneOff start(OneOffSpec spec) {
    return play(spec, false);
  }

  @Override
  public InstanceId startDetached(OneOffSpec spec) {
    return play(spec, true).id();
  }

  private FakeOneOff play(OneOffSpec spec, boolean detached) {
    InstanceId id = new InstanceId("%064x".formatted(ids.incrementAndGet()));
    FakeOneOff oneOff = new FakeOneOff(id, spec, detached, running::remove);
    running.put(id, oneOff);
    started.add(oneOff);
    return oneOff;
  }

  @Override
  public List<RunningOneOff> list(AppKey app) {
    return list().stream().filter(one -> one.app().equals(app)).toList();
  }

  @Override
  public List<RunningOneOff> list() {
    return running.values().stream()
        .map(one ->
            new RunningOneOff(
                one.id(),
                one.spec.app(),
                one.spec.type(),
                one.spec.ordinal(),
                one.spec.release(),
                one.detached,
                one.spec.limits().memoryBytes(),
                new State.Running(Instant.EPOCH, "", 0)))
        .toList();
  }

  @Override
  public int awaitExit(InstanceId id) {
    return Optional.ofNullable(running.get(id)).map(FakeOneOff::exitCode).orElse(0);
  }

  @Override
  public void stop(InstanceId id, Duration grace) {
    Optional.ofNullable(running.get(id)).ifPresent(one -> one.exit(143));
  }

  @Override
  public void remove(InstanceId id) {
    running.remove(id);
  }

  @Override
  public int removeLeftovers() {
    return 0;
  }
}
