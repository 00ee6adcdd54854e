package paas.platform.fault;

import java.util.Optional;

/**
 * The caller must act: the message says what was attempted, on what, and what to do next. Answered
 * as a 4xx; {@code resource} names the kind of thing that is missing, where one is.
 */
public final class Rejected extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;
  private final String resource;

  public Rejected(Reason reason, String message) {
    this(reason, "", message);
  }

  private Rejected(Reason reason, String resource, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.resource = resource;
  }

  /** A value that does not fit its grammar. */
  public static Rejected invalid(String message) {
    return new Rejected(Reason.INVALID_PARAMS, message);
  }

  /** A thing that does not exist, or that this caller may not know of. */
  public static Rejected notFound(String resource, String message) {
    return new Rejected(Reason.NOT_FOUND, resource, message);
  }

  public static Rejected conflict(String message) {
    return new Rejected(Reason.CONFLICT, message);
  }

  public static Rejected forbidden(String message) {
    return new Rejected(Reason.FORBIDDEN, message);
  }

  public Reason reason() {
    return reason;
  }

  public Optional<String> resource() {
    return resource.isEmpty() ? Optional.empty() : Optional.of(resource);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
