package paas.platform.fault;

/** The surroundings (Docker, the router, the disk) must change before this can work: a 503. */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public Unavailable(String message) {
    super(message);
  }
}
