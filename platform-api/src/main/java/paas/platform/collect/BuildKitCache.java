package paas.platform.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import paas.builder.BuildKitStock;
import paas.platform.build.FreshImages;

/** What BuildKit keeps between Dockerfile builds, beyond its bounds. Used by one thread. */
final class BuildKitCache implements Collectable {
  /** The engine measures all of its cache each time. */
  static final Duration AT_MOST_EVERY = Duration.ofHours(1);

  /** Where the cache is. */
  @FunctionalInterface
  interface Cache {
    BuildKitStock.Pruned prune(Duration unused, long maxBytes);
  }

  private final Cache cache;
  private final FreshImages fresh;
  private final Unused unused;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  BuildKitCache(Cache cache, FreshImages fresh, Unused unused, InstantSource clock) {
    this.cache = cache;
    this.fresh = fresh;
    this.unused = unused;
    this.clock = clock;
  }

  /**
   * Begins only while no build of ours runs. One that starts meanwhile need not wait: the engine
   * keeps by itself what a build is using.
   */
  @Override
  public Collected collect() throws InterruptedException {
    if (clock.instant().isBefore(next)) {
      return Collected.all(List.of());
    }
    if (!fresh.removing(ReleasedImages.PATIENCE, () -> {})) {
      return new Collected(List.of(), true);
    }
    next = clock.instant().plus(AT_MOST_EVERY);
    BuildKitStock.Pruned pruned = cache.prune(unused.age(), unused.buildKitBytes());
    return Collected.all(pruned.entries() > 0 ? List.of(reclaimed(pruned)) : List.of());
  }

  private static Reclaimed reclaimed(BuildKitStock.Pruned pruned) {
    return new Reclaimed(
        Optional.empty(), Reclaimed.Kind.BUILDKIT_CACHE, pruned.entries(), pruned.bytes());
  }
}
