package paas.platform;

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

/** An engine where nothing is and nothing happens, but for what a test adds. */
public interface StillInstances extends Instances {
  @Override
  default List<Instance> list() {
    return List.of();
  }

  @Override
  default Optional<Instance> find(InstanceId id) {
    return list().stream().filter(instance -> instance.id().equals(id)).findFirst();
  }

  @Override
  default Instance start(InstanceSpec spec) {
    throw new IllegalStateException("nothing starts here");
  }

  @Override
  default boolean stop(InstanceId id, Duration grace) {
    return false;
  }

  @Override
  default void resume(InstanceId id) {}

  @Override
  default void remove(InstanceId id) {}

  @Override
  default List<Listener> listeners(InstanceId id) {
    return List.of();
  }

  @Override
  default Optional<Path> logPath(InstanceId id) {
    return Optional.empty();
  }

  @Override
  default Watch watch(Consumer<News> changed) {
    return () -> {};
  }

  @Override
  default List<AppKey> presentApps() {
    return List.of();
  }

  @Override
  default void removeApp(AppKey app) {}

  @Override
  default int removeLeftovers() {
    return 0;
  }
}
