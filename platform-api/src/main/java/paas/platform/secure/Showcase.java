package paas.platform.secure;

import paas.router.tls.Challenge;

/** Where certificates are shown. */
public interface Showcase {
  /**
   * Shows what the store holds now, and returns once that is so; when the router is away it is told
   * later, and this returns after a bounded time.
   */
  void refresh();

  /** Answers a certificate authority from now on; returns as {@link #refresh} does. */
  void answer(Challenge challenge);

  /** Not any more. Idempotent. */
  void forget(Challenge challenge);
}
