package paas.platform.deploy;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what is under way once nobody wants it any more. What could not be ended is kept for the
 * next try. Thread-safe.
 */
final class Recall {
  private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

  // Guarded by this.
  private final List<Runnable> ends = new ArrayList<>();
  private boolean recalled;

  /**
   * {@code end} is run when it is recalled; at once if it was already. Whatever it throws stays
   * here.
   */
  void onRecall(Runnable end) {
    if (!isKept(end)) {
      run(end);
    }
  }

  private synchronized boolean isKept(Runnable end) {
    return !recalled && ends.add(end);
  }

  /** To be called again as long as it {@link #isDue}. */
  void recall() {
    take().forEach(this::run);
  }

  private synchronized List<Runnable> take() {
    recalled = true;
    List<Runnable> all = List.copyOf(ends);
    ends.clear();
    return all;
  }

  private void run(Runnable end) {
    try {
      end.run();
    } catch (RuntimeException e) {
      LOG.warn("What was recalled is not ended, it is tried again: {}", e.toString());
      synchronized (this) {
        ends.add(end);
      }
    }
  }

  /** Whether it was not recalled yet, or something could not be ended. */
  synchronized boolean isDue() {
    return !recalled || !ends.isEmpty();
  }
}
