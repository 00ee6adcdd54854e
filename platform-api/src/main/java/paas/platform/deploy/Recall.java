package paas.platform.deploy;

import java.util.ArrayList;
import java.util.List;

/** Ends what is under way once nobody wants it any more. Thread-safe. */
final class Recall {
  // Guarded by this.
  private final List<Runnable> ends = new ArrayList<>();
  private boolean recalled;

  /** {@code end} is run when it is recalled; at once if it was already. */
  void onRecall(Runnable end) {
    boolean late;
    synchronized (this) {
      ends.add(end);
      late = recalled;
    }
    if (late) {
      end.run();
    }
  }

  /** May be called again where something could not be ended. */
  void recall() {
    List<Runnable> all;
    synchronized (this) {
      recalled = true;
      all = List.copyOf(ends);
    }
    all.forEach(Runnable::run);
  }
}
