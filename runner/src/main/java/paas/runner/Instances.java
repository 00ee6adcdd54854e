package paas.runner;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The containers that run apps' processes. Thread-safe, blocking; every method may throw {@link
 * paas.runner.engine.EngineUnavailable}.
 */
public interface Instances {
  /** All instances of this platform in any state, no one-offs. */
  List<Instance> list();

  /** Those of one app, by its id. */
  default List<Instance> list(String app) {
    return list().stream().filter(instance -> instance.app().id().equals(app)).toList();
  }

  /**
   * The same; of those that the caller is stopping the state may be the one that they had before.
   */
  default List<Instance> list(String app, Set<InstanceId> stopping) {
    return list(app);
  }

  /** One instance; empty when there is no such container or it is none of this platform's. */
  Optional<Instance> find(InstanceId id);

  /**
   * Creates and starts a container on its app's network. On any failure nothing is left behind.
   *
   * @throws NoSuchImage when the engine does not have the image
   * @throws EngineRefused when the engine cannot start it, with the engine's reason
   */
  Instance start(InstanceSpec spec);

  /**
   * SIGTERM to all its processes, then SIGKILL after the grace. Returns once it has exited; the
   * container stays for its last output. A container that is gone or has exited is fine.
   *
   * @return whether it had to be killed
   */
  boolean stop(InstanceId id, Duration grace);

  /** Lets a paused container go on. One that is gone or not paused is fine. */
  void resume(InstanceId id);

  /** Removes the container, killing it when it runs. Idempotent. */
  void remove(InstanceId id);

  /** The TCP ports that its processes listen on; empty where that cannot be known. */
  List<Listener> listeners(InstanceId id);

  /** The ports that it can be reached on, loopback ones left out: sorted, without doubles. */
  default List<Integer> listeningPorts(InstanceId id) {
    return listeners(id).stream()
        .filter(listener -> !listener.loopbackOnly())
        .map(Listener::port)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The file that the engine writes the container's output to; empty when the container is gone.
   */
  Optional<Path> logPath(InstanceId id);

  /**
   * Calls back when something happened to an instance of this platform, from a thread of its own. A
   * hint to look again: news may come late, doubled or not at all. Reconnects for ever.
   */
  Watch watch(Consumer<News> changed);

  /**
   * The apps that have a network here, which is made before their first container and goes last of
   * all that a removal takes; or a container, whose network somebody else may have removed.
   */
  List<AppKey> presentApps();

  /** Removes every container of the app, one-offs included, and its network. Idempotent. */
  void removeApp(AppKey app);

  /**
   * Removes containers whose creation a kill of this process cut off. To be called at start, before
   * anything is started.
   *
   * @return how many
   */
  int removeLeftovers();

  /**
   * Something happened to an instance, which may be gone since.
   *
   * @param app the id of its app
   */
  record News(InstanceId id, String app) {}

  /** Ends a subscription; in bounded time, idempotent. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
