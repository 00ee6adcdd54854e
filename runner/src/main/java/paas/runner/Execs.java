package paas.runner;

/**
 * Further processes in instances that run: with the environment, the user, the limits and the
 * confinement of the instance. Thread-safe, blocking; every method may throw {@link
 * paas.runner.engine.EngineUnavailable}.
 */
public interface Execs {
  /**
   * Starts a process with its input and output attached. One that the engine cannot start (there is
   * no such program) says so in its output and ends with 126 or 127.
   *
   * @throws NoSuchContainer when the instance is gone
   * @throws EngineRefused when it does not run
   */
  AttachedProcess start(ExecSpec spec);

  /**
   * To be called at start: ends those whose users a former process of the platform took with it.
   *
   * @return how many there were
   */
  int endLeftovers();
}
