package paas.builder.fault;

/**
 * A build cannot go on: in which phase, why, and what its user can do; caught once, by the builder.
 */
public final class BuildFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final String reason;
  private final String advice;

  public BuildFault(String phase, String cause, String advice) {
    super(cause);
    this.phase = phase;
    this.reason = cause;
    this.advice = advice;
  }

  /** The same, keeping what the platform's log should show. */
  public BuildFault(String phase, String cause, String advice, Throwable origin) {
    super(cause, origin);
    this.phase = phase;
    this.reason = cause;
    this.advice = advice;
  }

  public String phase() {
    return phase;
  }

  /** What went wrong, for the user. */
  public String reason() {
    return reason;
  }

  public String advice() {
    return advice;
  }
}
