package paas.builder;

/** What the driver is told first, a line each; see driver.sh. */
record BuildOrders(
    String nonce, boolean all, String generation, String stackId, String otherStack) {

  String text() {
    return String.join("\n", nonce, all ? "all" : "first", generation, stackId, otherStack) + "\n";
  }
}
