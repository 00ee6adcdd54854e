package paas.router.http.proxy;

/**
 * For how long a client's connection goes on while no exchange has it: until the next request is
 * here, until its answer is taken, and until the rest of a request that nobody wants has come. All
 * times are of {@link System#nanoTime}.
 */
final class ClientWait {
  private final HttpLimits limits;
  private long since;
  private long heardAt;
  private long outsideHeadAt;

  ClientWait(HttpLimits limits, long now) {
    this.limits = limits;
    begin(now);
  }

  /** An answer is written, or a request may come. */
  void begin(long now) {
    since = now;
    heardAt = now;
    outsideHeadAt = now;
  }

  /** The client took some of its answer: only afterwards does it wait. */
  void takes(long now) {
    since = now;
  }

  /** Bytes came. */
  void hears(long now) {
    heardAt = now;
  }

  /** Whether the client neither takes its answer nor sends the rest of its request. */
  boolean isTooLong(long now) {
    return isTooLong(now, limits.waits().clientIdle().toNanos());
  }

  /** The same for other nanoseconds: of a client that has its answer, and sent nothing since. */
  boolean isTooLong(long now, long atMost) {
    return now - since > atMost;
  }

  /**
   * Whether the rest of a request that nobody wants is waited for no longer. Many clients look for
   * the answer only behind their last byte, so while bytes come they are read, but not for ever.
   */
  boolean isRestTooLong(long now) {
    long silent = Math.min(now - since, now - heardAt);
    return silent > limits.waits().linger().toNanos()
        || now - since > limits.drips().rest().toNanos();
  }

  /**
   * Whether the head of a request is on its way for too long, however lively.
   *
   * @param inside whether a part of one is here
   * @param atMost nanoseconds that a client may be without a request at this moment
   */
  boolean dripsHead(long now, boolean inside, long atMost) {
    if (!inside) {
      outsideHeadAt = now;
    }
    return now - outsideHeadAt > Math.min(atMost, limits.drips().head().toNanos());
  }
}
