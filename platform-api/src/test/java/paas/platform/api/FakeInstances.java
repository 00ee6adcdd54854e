package paas.platform.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import paas.platform.StillInstances;
import paas.platform.app.App;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.Listener;
import paas.runner.State;

/** Instances that a test says there are, all at one address of this machine. */
final class FakeInstances implements StillInstances {
  final List<Instance> there = new CopyOnWriteArrayList<>();
  final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** A {@code web} instance at that address; an empty one is of an instance that has exited. */
  Instance add(App app, int ordinal, long release, String address) {
    Instance instance =
        new Instance(
            new InstanceId("%064x".formatted(there.size() + 1)),
            new AppKey(app.id().toString(), app.name().value()),
            "web",
            ordinal,
            release,
            1,
            Duration.ZERO,
            1L << 29,
            address.isEmpty()
                ? new State.Exited(1, false, Instant.EPOCH)
                : new State.Running(Instant.EPOCH, address, 5000));
    there.add(instance);
    return instance;
  }

  @Override
  public List<Instance> list() {
    return List.copyOf(there);
  }

  @Override
  public void remove(InstanceId id) {
    there.removeIf(instance -> instance.id().equals(id));
  }

  @Override
  public List<Listener> listeners(InstanceId id) {
    return List.copyOf(listeners);
  }
}
