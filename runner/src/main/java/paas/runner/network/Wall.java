package paas.runner.network;

/** How it stands with the rules that keep apps from the host's own services. */
public sealed interface Wall {
  /** They hold; {@code written} if they had to be made just now. */
  record Stands(boolean written) implements Wall {}

  /** They do not, and why. */
  record Missing(String why) implements Wall {}

  /** The owner wants none. */
  record Unwanted() implements Wall {}
}
