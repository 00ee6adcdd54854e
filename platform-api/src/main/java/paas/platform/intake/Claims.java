package paas.platform.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import paas.platform.app.AppId;

/** Which apps have a deploy under way, and whose: at most one each. Thread-safe. */
final class Claims {
  private final Map<AppId, String> holders = new HashMap<>(); // guarded by this

  /** Takes the app; present where somebody has it already: who that is. */
  synchronized Optional<String> take(AppId app, String by) {
    return Optional.ofNullable(holders.putIfAbsent(app, by));
  }

  /**
   * Takes the app as soon as it is free; false when the requester leaves first. {@code heldBy} is
   * told once, if there is anybody to wait for.
   */
  boolean await(AppId app, String by, Requester requester, Consumer<String> heldBy)
      throws InterruptedException {
    requester.whenGone(this::changed);
    holder(app).ifPresent(heldBy);
    synchronized (this) {
      while (!requester.gone() && holders.containsKey(app)) {
        wait();
      }
      if (requester.gone()) {
        return false;
      }
      holders.put(app, by);
      return true;
    }
  }

  private synchronized Optional<String> holder(AppId app) {
    return Optional.ofNullable(holders.get(app));
  }

  synchronized void give(AppId app) {
    holders.remove(app);
    notifyAll();
  }

  private synchronized void changed() {
    notifyAll();
  }
}
