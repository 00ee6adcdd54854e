package paas.runner;

/** What the engine, which is well, says no to. */
public abstract sealed class RunnerException extends RuntimeException
    permits NoSuchContainer, NoSuchImage, EngineRefused {
  private static final long serialVersionUID = 1L;

  RunnerException(String message, Throwable cause) {
    super(message, cause);
  }
}
