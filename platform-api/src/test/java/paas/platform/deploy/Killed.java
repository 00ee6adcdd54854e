package paas.platform.deploy;

/**
 * The simulated platform was killed at this point. An error, so that nothing on the way stops it.
 */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
