package paas.router.http.proxy;

/** What one client counts for in a budget of all: nothing up to the share that everyone has. */
final class BudgetShare {
  private final BufferBudget budget;
  private final long free;
  private long counted;

  /** Of what waits for it or its instance. */
  BudgetShare(Worker worker) {
    this(worker.budget(), worker.limits().buffers().request());
  }

  BudgetShare(BufferBudget budget, long free) {
    this.budget = budget;
    this.free = free;
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
