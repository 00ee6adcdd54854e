package paas.router.http.proxy;

/** What a client holds of a head that has not come whole, in the budget of all such heads. */
final class HalfHead {
  private final Worker worker;
  private final BudgetShare share;

  HalfHead(Worker worker) {
    this.worker = worker;
    this.share = new BudgetShare(worker.halfHeads(), LargeHead.FROM);
  }

  /**
   * Tells the budget that the client holds so many bytes now.
   *
   * @return false when it has no room for them, which whoever runs the router is told
   */
  boolean holds(int bytes) {
    share.holds(bytes);
    boolean hasRoom = share.hasRoom();
    if (!hasRoom) {
      worker.warnOfHeads();
    }
    return hasRoom;
  }

  /** It holds none any more. */
  void end() {
    share.holds(0);
  }
}
