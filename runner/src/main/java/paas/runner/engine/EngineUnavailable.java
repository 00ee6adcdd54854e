package paas.runner.engine;

/**
 * The Docker engine cannot be used right now: absent, refusing, hung or too old. The message names
 * the remedy; the caller may try again later.
 */
public final class EngineUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailable(String message) {
    super(message);
  }

  public EngineUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
