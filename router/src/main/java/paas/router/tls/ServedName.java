package paas.router.tls;

import paas.router.http.Hostname;

/** A name that a certificate is shown for: one hostname, or {@code *.} and a hostname. */
public record ServedName(String value) {
  private static final String ANY_LABEL = "*.";

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public ServedName {
    String host = value.startsWith(ANY_LABEL) ? value.substring(ANY_LABEL.length()) : value;
    new Hostname(host);
  }

  boolean isWildcard() {
    return value.startsWith(ANY_LABEL);
  }

  /** What follows the first label, for wildcards. */
  String parent() {
    return value.substring(ANY_LABEL.length());
  }

  @Override
  public String toString() {
    return value;
  }
}
