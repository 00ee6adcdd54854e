package paas.runner.network;

/** How it stands with the rules that keep apps from the host's own services. */
public sealed interface Wall {
  /** They hold; {@code written} if none, or not all of them, were there before. */
  record Stands(boolean written) implements Wall {}

  /** They hold but for the moments in which Docker makes a network, and why no better. */
  record Porous(String why) implements Wall {}

  /** They do not, and why. */
  record Missing(String why) implements Wall {}

  /** The owner wants none. */
  record Unwanted() implements Wall {}
}
