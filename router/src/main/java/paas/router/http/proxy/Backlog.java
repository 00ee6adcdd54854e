package paas.router.http.proxy;

/** What waits for a client to take it, looked at from time to time. */
final class Backlog {
  private long seen;

  /**
   * @param pending bytes that wait now
   * @return whether there are any, and others than at the last look: the client reads
   */
  boolean moves(long pending) {
    boolean moved = pending > 0 && pending != seen;
    seen = pending;
    return moved;
  }
}
