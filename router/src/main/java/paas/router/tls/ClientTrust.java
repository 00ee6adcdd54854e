package paas.router.tls;

/**
 * Whose certificates the clients of an app show.
 *
 * @param app its id, as in the route table
 * @param authorities the certificates of those that issue them, PEM
 * @param required whether a request from a client that showed none is refused
 */
public record ClientTrust(String app, String authorities, boolean required) {
  /** Whether who was let in by the one would be by the other. */
  public boolean believesAs(ClientTrust other) {
    return app.equals(other.app) && authorities.equals(other.authorities);
  }
}
