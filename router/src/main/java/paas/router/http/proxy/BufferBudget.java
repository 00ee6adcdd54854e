package paas.router.http.proxy;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What all slow clients hold together, so that many of them cannot exhaust the memory that each
 * alone may use.
 */
final class BufferBudget {
  private final long limit;
  private final AtomicLong held = new AtomicLong();

  BufferBudget(long limit) {
    this.limit = limit;
  }

  void change(long difference) {
    held.addAndGet(difference);
  }

  boolean isSpent() {
    return held() > limit;
  }

  long held() {
    return held.get();
  }
}
