package paas.platform.oneoff;

import java.util.function.Supplier;
import paas.platform.app.App;

/**
 * What was asked for, checked and decided, and starts when its user attaches.
 *
 * @param name such as {@code run.4821} or {@code web.1}
 * @param start what attaching does; its refusals are told to the user
 */
public record Pending(App app, String name, Supplier<Attached> start) {
  /** To be called once. */
  public Attached attach() {
    return start.get();
  }
}
