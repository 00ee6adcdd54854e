package paas.runner;

/** What the engine or the host, which are well, say no to. */
public abstract sealed class RunnerException extends RuntimeException
    permits NoSuchContainer, NoSuchImage, EngineRefused, VolumeFailed {
  private static final long serialVersionUID = 1L;

  RunnerException(String message, Throwable cause) {
    super(message, cause);
  }
}
