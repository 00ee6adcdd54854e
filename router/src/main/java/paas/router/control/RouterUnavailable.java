package paas.router.control;

/**
 * The router could not be told: it is not running, does not answer in time, or refused the table.
 */
public final class RouterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RouterUnavailable(String message) {
    super(message);
  }

  public RouterUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
