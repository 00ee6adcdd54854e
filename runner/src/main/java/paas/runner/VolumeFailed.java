package paas.runner;

/** A volume could not be made, reached or removed; the message says why. */
public final class VolumeFailed extends RunnerException {
  private static final long serialVersionUID = 1L;

  public VolumeFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
