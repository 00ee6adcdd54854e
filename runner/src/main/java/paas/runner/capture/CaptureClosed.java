package paas.runner.capture;

/**
 * Ends a read that was under way when the capture was closed; its batch was not taken and comes
 * again next time.
 */
final class CaptureClosed extends RuntimeException {
  CaptureClosed() {
    super("The output capture is closed");
  }
}
