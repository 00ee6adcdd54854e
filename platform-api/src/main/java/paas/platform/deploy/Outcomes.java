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
  private final Map<UUID, CompletableFuture<ReleaseStatus>> waiting = new ConcurrentHashMap<>();

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

  void settled(UUID release, ReleaseStatus status) {
    afterEach.run();
    Optional.ofNullable(waiting.remove(release)).ifPresent(f -> f.complete(status));
  }

  boolean isTried(UUID release) {
    return tried.test(release);
  }

  /** {@code stored} is asked after the wait began, so that nothing falls in between. */
  ReleaseStatus await(UUID release, Duration atMost, Supplier<ReleaseStatus> stored)
      throws InterruptedException {
    CompletableFuture<ReleaseStatus> settled =
        waiting.computeIfAbsent(release, id -> new CompletableFuture<>());
    ReleaseStatus now = stored.get();
    if (!now.pending() || tried.test(release)) {
      settled(release, now);
      return now;
    }
    try {
      return settled.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return stored.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
