package paas.platform.scaling;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import paas.platform.Closing;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Sample;
import paas.platform.autoscale.Tempo;
import paas.platform.release.ProcessType;

class AutoscaleThreadTest {
  private final CompletableFuture<AutoscaleThread> made = new CompletableFuture<>();

  private static Autoscaler reading(Supplier<Map<AppId, SortedMap<ProcessType, Autoscale>>> rules) {
    return new Autoscaler(
        rules,
        new NoSamples(),
        (app, type, from, to) -> false,
        new RequestMeter(Tempo.STANDARD),
        new Accounts(),
        new AutoscalerTest.Lines(),
        Tempo.STANDARD,
        InstantSource.system());
  }

  private static final class NoSamples implements Sampler {
    @Override
    public void begin() {}

    @Override
    public Optional<Sample> of(
        AppId app, ProcessType type, Autoscale settings, boolean asked, Instant at) {
      return Optional.empty();
    }
  }

  /** It may be reading the embedded database's file, which an interrupt would close. */
  @Test
  void theEndDoesNotInterruptAJudgement() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Supplier<Map<AppId, SortedMap<ProcessType, Autoscale>>> rules =
        () -> {
          interrupted.complete(Closing.interrupts(made.join()::close));
          return Map.of();
        };
    AutoscaleThread thread =
        new AutoscaleThread(reading(rules), new WakeCalls(), Duration.ofMillis(1));
    made.complete(thread);
    thread.start();
    assertFalse(interrupted.get(20, TimeUnit.SECONDS));
    thread.close();
  }

  @Test
  void theEndIsNotWaitedForUntilTheNextJudgement() {
    AutoscaleThread thread =
        new AutoscaleThread(reading(Map::of), new WakeCalls(), Duration.ofDays(1));
    thread.start();
    long began = System.nanoTime();
    thread.close();
    assertFalse(Duration.ofNanos(System.nanoTime() - began).toSeconds() >= 4);
  }
}
