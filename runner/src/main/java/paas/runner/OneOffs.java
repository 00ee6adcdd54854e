package paas.runner;

import java.time.Duration;
import java.util.List;

/**
 * Commands run once in containers of their own. Thread-safe, blocking; every method may throw
 * {@link paas.runner.engine.EngineUnavailable}. Failures to start are those of {@link
 * Instances#start}.
 */
public interface OneOffs {
  /**
   * Starts a one-off with its input and output attached from the first byte on. Its container goes
   * when it ends, even when this process died meanwhile.
   */
  OneOff start(OneOffSpec spec);

  /**
   * Starts a one-off that nobody is attached to. Its output is read from {@link Instances#logPath};
   * its container stays until {@link #remove}.
   */
  InstanceId startDetached(OneOffSpec spec);

  /** Those of all apps. */
  List<RunningOneOff> list();

  /** The one-offs of an app; detached ones also after they have ended. */
  List<RunningOneOff> list(AppKey app);

  /** Waits for a detached one-off to end; {@link NoSuchContainer} when it is gone. */
  int awaitExit(InstanceId id);

  /** SIGTERM, then SIGKILL after the grace; a one-off that is gone or has ended is fine. */
  void stop(InstanceId id, Duration grace);

  /** Removes the container, killing it when it runs. Idempotent. */
  void remove(InstanceId id);

  /**
   * To be called at start: removes attached one-offs, whose users a former process took with it,
   * and sets the time limit of detached ones again.
   *
   * @return how many were removed
   */
  int removeLeftovers();
}
