package paas.platform.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Listener;

/** Containers of which only the ports matter. */
record Heard(List<Instance> there, List<Listener> ports) implements Instances {
  @Override
  public List<Instance> list() {
    return there;
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return there.stream().filter(instance -> instance.id().equals(id)).findFirst();
  }

  @Override
  public Instance start(InstanceSpec spec) {
    throw new IllegalStateException("nothing starts here");
  }

  @Override
  public boolean stop(InstanceId id, Duration grace) {
    return false;
  }

  @Override
  public void resume(InstanceId id) {}

  @Override
  public void remove(InstanceId id) {}

  @Override
  public List<Listener> listeners(InstanceId id) {
    return ports;
  }

  @Override
  public Optional<Path> logPath(InstanceId id) {
    return Optional.empty();
  }

  @Override
  public Watch watch(Consumer<News> changed) {
    return () -> {};
  }

  @Override
  public List<AppKey> networkedApps() {
    return List.of();
  }

  @Override
  public void removeApp(AppKey app) {}

  @Override
  public int removeLeftovers() {
    return 0;
  }
}
