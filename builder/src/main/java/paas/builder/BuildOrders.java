package paas.builder;

import java.util.Optional;

/**
 * What the driver is told first, a line each; see driver.sh. {@code kept} is the fingerprint of the
 * layers that the app's last image has.
 */
record BuildOrders(
    String nonce,
    boolean all,
    String generation,
    String stackId,
    String otherStack,
    Optional<String> kept) {

  String text() {
    return String.join(
            "\n", nonce, all ? "all" : "first", generation, stackId, otherStack, kept.orElse("-"))
        + "\n";
  }
}
