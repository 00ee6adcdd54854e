package paas.platform.drain;

import java.io.IOException;
import java.util.List;
import paas.router.logs.LogLine;

/**
 * The way to a drain's other end. For one sending thread; {@link #close} may come from any, and
 * ends a sending under way.
 */
interface Carrier extends AutoCloseable {
  /**
   * Sends lines, in order.
   *
   * @param host the app's name
   * @param id the same when the same lines are sent again
   * @throws Refused when the other end will never take these lines
   * @throws IOException when it did not take them now; the message is for users
   */
  void send(String host, String id, List<LogLine> lines) throws IOException, Refused;

  /** Whether each sending costs so much that lines wait a moment for others to go along. */
  boolean gathers();

  @Override
  void close();

  /** What the other end said of lines that it will not take. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean tooLarge;

    Refused(String why, boolean tooLarge) {
      super(why, null, false, false);
      this.tooLarge = tooLarge;
    }

    /** Whether fewer of them may be taken. */
    boolean tooLarge() {
      return tooLarge;
    }
  }
}
