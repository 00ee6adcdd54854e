package paas.platform.api.processes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import paas.platform.api.wire.Input;
import paas.platform.autoscale.Autoscale;
import paas.platform.autoscale.Metric;
import paas.platform.autoscale.Target;
import paas.platform.fault.Rejected;

/** What a client wants of autoscaling; what it does not name stays as it is. */
record AutoscaleWish(
    Optional<Integer> min,
    Optional<Integer> max,
    Optional<Target> target,
    Optional<Duration> idle) {

  static AutoscaleWish of(Input input) {
    List<Target> targets =
        Stream.of(
                target(input, "p95_ms", Metric.P95),
                target(input, "cpu_percent", Metric.CPU),
                target(input, "requests_per_second", Metric.REQUESTS))
            .flatMap(Optional::stream)
            .toList();
    if (targets.size() > 1) {
      throw Rejected.invalid("Scale by one thing: --p95, --cpu or --requests.");
    }
    return new AutoscaleWish(
        input.integer("min"),
        input.integer("max"),
        targets.stream().findFirst(),
        input.integer("idle_seconds").map(Duration::ofSeconds));
  }

  private static Optional<Target> target(Input input, String name, Metric metric) {
    return input.integer(name).map(value -> new Target(metric, value));
  }

  /** {@code quantity} is how many instances are wanted now. */
  Autoscale on(Optional<Autoscale> before, int quantity) {
    int least = min.or(() -> before.map(Autoscale::min)).orElse(1);
    Optional<Target> by = target.or(() -> before.flatMap(Autoscale::target));
    return new Autoscale(least, most(before, by, quantity), by, idle(before, least));
  }

  /** One that only sleeps has as many as it has, where nothing is said. */
  private int most(Optional<Autoscale> before, Optional<Target> by, int quantity) {
    return max.or(() -> before.map(Autoscale::max))
        .or(() -> by.isEmpty() ? Optional.of(Math.max(1, quantity)) : Optional.empty())
        .orElseThrow(
            () -> Rejected.invalid("How many instances may there be at most? Add --max 5."));
  }

  private Optional<Duration> idle(Optional<Autoscale> before, int least) {
    if (idle.isPresent() || least > 0) {
      return idle;
    }
    return Optional.of(before.flatMap(Autoscale::idle).orElse(Autoscale.STANDARD_IDLE));
  }
}
