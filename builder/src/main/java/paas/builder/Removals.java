package paas.builder;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes containers of builds that have their image, while whoever waits for the build goes on.
 * What it cannot remove goes at the platform's next start. Thread-safe.
 */
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

  private final Set<CompletableFuture<Void>> pending = ConcurrentHashMap.newKeySet();

  /** Closing this removes the container: at once, unless what was wanted of it is done. */
  Held hold(BuildContainer container) {
    return new Held(container);
  }

  /** A container in use by one thread. */
  final class Held implements AutoCloseable {
    private final BuildContainer container;
    private boolean done;

    private Held(BuildContainer container) {
      this.container = container;
    }

    /** Says that nobody needs to wait for the removal; returns what it is given. */
    <T> T done(T result) {
      done = true;
      return result;
    }

    @Override
    public void close() {
      if (done) {
        later(container);
      } else {
        container.close();
      }
    }
  }

  private void later(BuildContainer container) {
    var done = new CompletableFuture<Void>();
    pending.add(done);
    Thread.ofVirtual()
        .name("build-removal")
        .start(() -> {
          try {
            container.close();
          } catch (RuntimeException e) {
            LOG.warn("A build's container stays until the next start", e);
          } finally {
            pending.remove(done);
            done.complete(null);
          }
        });
  }

  /** Waits for those that were handed over before; false when that takes longer. */
  boolean await(Duration atMost) {
    try {
      CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new))
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A removal never completes with a failure", e);
    }
  }
}
