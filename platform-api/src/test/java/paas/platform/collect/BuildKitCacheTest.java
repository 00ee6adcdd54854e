package paas.platform.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import paas.builder.BuildKitStock;
import paas.platform.build.FreshImages;

class BuildKitCacheTest {
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final FreshImages fresh = new FreshImages(() -> now);
  private final List<String> asked = new ArrayList<>();
  private final BuildKitCache cache =
      new BuildKitCache(this::prune, fresh, new Unused(Duration.ofDays(7), 5), () -> now);

  private BuildKitStock.Pruned prune(Duration unused, long maxBytes) {
    asked.add(unused + " " + maxBytes);
    return new BuildKitStock.Pruned(3, 4096);
  }

  @Test
  void whatWentIsReportedAndTheEngineIsAskedAtMostOnceAnHour() throws InterruptedException {
    Reclaimed reclaimed = new Reclaimed(Optional.empty(), Reclaimed.Kind.BUILDKIT_CACHE, 3, 4096);
    assertEquals(Collected.all(List.of(reclaimed)), cache.collect());
    assertEquals("Reclaimed 4 KB: 3 BuildKit cache entries", Report.of(List.of(reclaimed)));
    assertEquals(Collected.all(List.of()), cache.collect());
    assertEquals(List.of("PT168H 5"), asked);
    now = now.plus(BuildKitCache.AT_MOST_EVERY);
    cache.collect();
    assertEquals(2, asked.size());
  }

  @Test
  void itWaitsForABuildToEnd() throws InterruptedException {
    try (RunningBuild _ = new RunningBuild(fresh)) {
      assertTrue(cache.collect().unfinished());
      assertEquals(List.of(), asked);
    }
    assertEquals(1, cache.collect().reclaimed().size());
  }
}
