package paas.platform.autoscale;

import java.time.Duration;
import java.util.Optional;

/**
 * What one metric says of a sample.
 *
 * @param isEvidence whether there is enough of it to add instances; to take one away, less will do
 */
record Figure(double value, boolean isEvidence) {

  /** Empty when nothing is known. No requests at all are the best latency there is. */
  static Optional<Figure> of(Metric metric, Sample sample, int evidence) {
    Optional<Requests> requests = sample.traffic().flatMap(Traffic::window);
    return switch (metric) {
      case P95 -> requests.map(window -> latency(window, evidence));
      case CPU -> sample.cpu().map(percent -> new Figure(percent, true));
      case REQUESTS ->
          requests.map(window -> new Figure(window.perSecond() / sample.running(), true));
    };
  }

  private static Figure latency(Requests window, int evidence) {
    return new Figure(window.p95().map(Duration::toMillis).orElse(0L), window.timed() >= evidence);
  }
}
