package paas.platform.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import paas.runner.AppKey;
import paas.runner.Instance;
import paas.runner.InstanceId;
import paas.runner.InstanceSpec;
import paas.runner.Instances;
import paas.runner.Listener;
import paas.runner.engine.EngineUnavailable;

/** An engine of which only the file that containers print to matters. */
final class LogFiles implements Instances {
  @Nullable Path file;
  boolean away;

  @Override
  public Optional<Path> logPath(InstanceId id) {
    if (away) {
      throw new EngineUnavailable("the test says so");
    }
    return Optional.ofNullable(file);
  }

  @Override
  public List<Instance> list() {
    return List.of();
  }

  @Override
  public Optional<Instance> find(InstanceId id) {
    return Optional.empty();
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
    return List.of();
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
