package paas.platform.deploy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import paas.platform.release.ReleaseStatus;

/** Lets a caller wait for what becomes of a release. */
final class Outcomes {
  private final Map<UUID, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();

  private final Runnable afterEach;
  private final Predicate<UUID> tried;

  /**
   * @param afterEach is run, and is to return at once, when a release has settled
   * @param tried whether a release gets its part of the requests as a canary: nobody waits longer
   */
  Outcomes(Runnable afterEach, Predicate<UUID> tried) {
    this.afterEach = afterEach;
    this.tried = tried;
  }

  void settled(UUID release, Outcome outcome) {
    afterEach.run();
    Optional.ofNullable(waiting.remove(release)).ifPresent(f -> f.complete(outcome));
  }

  /** {@code stored} is asked after the wait began, so that nothing falls in between. */
  Outcome await(UUID release, Duration atMost, Supplier<ReleaseStatus> stored)
      throws InterruptedException {
    CompletableFuture<Outcome> settled =
        waiting.computeIfAbsent(release, id -> new CompletableFuture<>());
    Outcome now = now(release, stored.get());
    if (!(now instanceof Outcome.Late)) {
      settled(release, now);
      return now;
    }
    try {
      return settled.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return now(release, stored.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private Outcome now(UUID release, ReleaseStatus status) {
    return status.pending() && tried.test(release) ? new Outcome.Tried() : Outcome.of(status);
  }
}
