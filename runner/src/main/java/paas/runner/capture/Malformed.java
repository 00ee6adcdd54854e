package paas.runner.capture;

/**
 * These bytes are no log entry. Without a stack trace: a damaged file may hold a million of them.
 */
final class Malformed extends Exception {
  @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace to be wrong
  static final Malformed INSTANCE = new Malformed();

  private Malformed() {
    super("not a json-file log entry", null, false, false);
  }
}
