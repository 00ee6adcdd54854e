package paas.router.http.proxy;

/** What one client counts for in the budget of all: nothing up to the share that everyone has. */
final class BudgetShare {
  private final BufferBudget budget;
  private final long free;
  private long counted;

  BudgetShare(Worker worker) {
    this.budget = worker.budget();
    this.free = worker.limits().buffers().request();
  }

  /** Tells the budget that the client holds so many bytes now. */
  void holds(long bytes) {
    long now = bytes > free ? bytes : 0;
    if (now != counted) {
      budget.change(now - counted);
      counted = now;
    }
  }

  /** Whether what all clients together hold leaves room for more of this one's. */
  boolean hasRoom() {
    return counted == 0 || !budget.isSpent();
  }
}
