package paas.builder;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.builder.fetch.Stop;

/**
 * Ends one build from outside, once: the first reason counts, and everything that can block is
 * closed. Thread-safe.
 */
final class BuildStop implements Stop {
  /** Why a build was ended. */
  sealed interface Reason {}

  record Cancelled(String why) implements Reason {}

  record Silent(Duration limit) implements Reason {}

  record TooLong(Duration limit) implements Reason {}

  /** Less than so many bytes were left free. */
  record DiskLow(long bytes) implements Reason {}

  private final List<Runnable> closers = new ArrayList<>();
  private Optional<Reason> reason = Optional.empty();

  /** Runs {@code closer} when the build is stopped; at once if it is already. */
  @Override
  public void onStop(Runnable closer) {
    synchronized (this) {
      if (reason.isEmpty()) {
        closers.add(closer);
        return;
      }
    }
    closer.run();
  }

  void stop(Reason why) {
    List<Runnable> toClose;
    synchronized (this) {
      if (reason.isPresent()) {
        return;
      }
      reason = Optional.of(why);
      toClose = List.copyOf(closers);
    }
    toClose.forEach(Runnable::run);
  }

  synchronized Optional<Reason> reason() {
    return reason;
  }

  /** Leaves a build that was stopped; the exception is only the way out. */
  void check() throws IOException {
    if (stopped()) {
      throw new IOException("The build was stopped");
    }
  }

  @Override
  public boolean stopped() {
    return reason().isPresent();
  }
}
