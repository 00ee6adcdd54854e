package paas.router.logs;

import java.util.List;

/** Somebody who hears of a stream's new lines. */
interface Follower {
  /**
   * Called by the writer in the order of the stream, once the lines are stored; never waits.
   *
   * @param firstId the id of the first line
   */
  void offer(long firstId, List<LogLine> lines);

  /** No line will come any more. */
  void end();
}
