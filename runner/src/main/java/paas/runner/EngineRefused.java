package paas.runner;

/** The engine cannot do what was asked; its own reason is in the message. */
public final class EngineRefused extends RunnerException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public EngineRefused(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** The HTTP status of its answer. */
  public int status() {
    return status;
  }
}
