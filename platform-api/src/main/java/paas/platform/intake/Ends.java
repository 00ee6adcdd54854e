package paas.platform.intake;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.fault.Unavailable;

/**
 * Stores why builds came to nothing that are in no line: nobody else would, until the next start.
 * Where the database is away it is stored later, on a thread of its own.
 */
final class Ends {
  private static final Logger LOG = LoggerFactory.getLogger(Ends.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /** Stores the end of one build; {@code Unavailable} where that cannot be done now. */
  @FunctionalInterface
  interface Store {
    void fail(UUID build, String why);
  }

  private final Store store;

  Ends(Store store) {
    this.store = store;
  }

  void fail(UUID build, String why) {
    try {
      store.fail(build, why);
    } catch (Unavailable e) {
      LOG.warn("The end of build {} is stored later: {}", build, e.getMessage());
      Thread.ofVirtual().name("build-end-" + build).start(() -> later(build, why));
    }
  }

  private void later(UUID build, String why) {
    try {
      boolean stored = false;
      while (!stored) {
        Thread.sleep(AGAIN);
        stored = isStored(build, why);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("The end of build {} is stored at the next start", build, e);
    }
  }

  private boolean isStored(UUID build, String why) {
    try {
      store.fail(build, why);
      return true;
    } catch (Unavailable away) {
      return false;
    }
  }
}
