package paas.platform.plan;

/** How an instance is, as last observed. */
public sealed interface Health {
  /** Started, not yet up. */
  record Booting() implements Health {}

  /** A web instance that listens, or another that has run long enough. */
  record Up() implements Health {}

  /** Exited, or did not come up in time; {@code why} is for the person who deploys. */
  record Failed(String why) implements Health {}

  /** A stop has begun; it is no longer counted on. */
  record Stopping() implements Health {}
}
