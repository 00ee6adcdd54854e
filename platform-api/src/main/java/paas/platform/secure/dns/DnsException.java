package paas.platform.secure.dns;

/** The DNS could not be changed; the message says why, and what the operator looks at. */
public final class DnsException extends Exception {
  private static final long serialVersionUID = 1L;

  DnsException(String message) {
    super(message);
  }

  DnsException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
