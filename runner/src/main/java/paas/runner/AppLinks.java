package paas.runner;

import java.util.List;

/**
 * Ways from app to app. Instances and one-offs of linked apps reach each other on all ports, by
 * names such as {@code web.shop.internal}, or {@code web.1.shop.internal} for one of several.
 * Blocking, thread-safe.
 */
public interface AppLinks {
  /** Links two apps, what runs of them and what will be started. Idempotent. */
  void link(AppLink link);

  /** The end of it, for what runs too. Idempotent. */
  void unlink(AppLink link);

  /** Those that there are here. */
  List<AppLink> list();
}
