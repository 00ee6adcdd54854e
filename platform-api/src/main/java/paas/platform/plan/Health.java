package paas.platform.plan;

/** How an instance is, as last observed. */
public sealed interface Health {
  /** Started, not yet up. */
  record Booting() implements Health {}

  /** A web instance that listens, or another that has run long enough. */
  record Up() implements Health {}

  /**
   * Exited, or did not come up in time.
   *
   * @param output what it printed last, as a sentence; empty: not looked for
   * @param vacated whether its slot may be filled again while its container is still there
   */
  record Failed(Cause cause, String output, boolean vacated) implements Health {
    public Failed(Cause cause, String output) {
      this(cause, output, false);
    }

    public Failed(String message) {
      this(Cause.of(message), "");
    }

    public Failed vacating(boolean does) {
      return does == vacated ? this : new Failed(cause, output, does);
    }

    /** All that is known, for the person who deploys. */
    public String why() {
      return output.isEmpty() ? cause.message() : cause.message() + " " + output;
    }
  }

  /** A stop has begun; it is no longer counted on. */
  record Stopping() implements Health {}
}
