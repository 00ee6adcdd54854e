package paas.platform.metrics;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Puts the metrics together. */
@Factory
final class MetricsFactory {
  @Singleton
  TrafficHistory history(Signposts signposts) {
    return new TrafficHistory(signposts::of, Clock.systemUTC());
  }
}
