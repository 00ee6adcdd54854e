package paas.platform.app;

/** Something kept outside the store for an app: its log, repository, images, caches. */
public interface Remnant {
  /**
   * The app is being destroyed: what works for it here ends, knowing why, before its containers are
   * removed. Idempotent.
   */
  default void end(App app) {}

  /** The app was destroyed. Idempotent: it is called again after a kill in between. */
  void remove(App app);

  /** All of the app has been removed, here and elsewhere. Idempotent. */
  default void removed(App app) {}
}
