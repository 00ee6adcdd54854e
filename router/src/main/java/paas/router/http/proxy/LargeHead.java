package paas.router.http.proxy;

import org.jspecify.annotations.Nullable;
import paas.router.http.message.RequestHead;

/**
 * A request's head that is too large to be held for nothing: it counts in a budget for as long as
 * it may have to be sent, and is given up then.
 */
final class LargeHead {
  /** The heads of most browsers are smaller; those are held as long as their request. */
  static final int FROM = 4 << 10;

  private final RequestHead head;
  private final Worker worker;
  private @Nullable BufferBudget countedIn;
  private boolean over;

  private LargeHead(RequestHead head, Worker worker) {
    this.head = head;
    this.worker = worker;
  }

  /** Null where the head is small. */
  static @Nullable LargeHead of(RequestHead head, Worker worker) {
    return head.size() < FROM ? null : new LargeHead(head, worker);
  }

  /**
   * It waits for a connection to be made.
   *
   * @return false when those of others that do leave no room for it
   */
  boolean mayConnect() {
    boolean room = countedIn != null || !worker.heads().isSpent();
    if (room && countedIn == null) {
      countIn(worker.heads());
    }
    return room;
  }

  /** It waits for its app, where the queue bounds it. */
  void parked() {
    countIn(null);
  }

  /**
   * It was sent, and is of use only if another instance may get it; which is given up first when
   * memory is short.
   */
  void sent(boolean mayRepeat) {
    if (mayRepeat && !worker.budget().isSpent()) {
      countIn(worker.budget());
    } else {
      head.keepForAnswer();
      countIn(null);
    }
  }

  /** The instance has answered. */
  void answered() {
    head.forgetFields();
    countIn(null);
  }

  void end() {
    over = true;
    countIn(null);
  }

  private void countIn(@Nullable BufferBudget other) {
    if (countedIn != null) {
      countedIn.change(-head.size());
    }
    countedIn = over ? null : other;
    if (countedIn != null) {
      countedIn.change(head.size());
    }
  }
}
