package paas.platform.autoscale;

import java.util.Locale;
import paas.platform.fault.Rejected;

/** What a process type is scaled by. */
public enum Metric {
  /** Milliseconds that 95 of 100 requests stay below. */
  P95(60_000),

  /**
   * Percent of the CPU that an instance's size gives it, of one CPU where the size says nothing.
   */
  CPU(100),

  /** Requests per second for each instance. */
  REQUESTS(100_000);

  /** How far below its target a load must stay that one instance fewer would have to carry. */
  private static final double SPARE = 0.8;

  private final int most;

  Metric(int most) {
    this.most = most;
  }

  /** As it is stored and shown: {@code p95}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The router sees requests of web processes only. */
  public boolean isOfRequests() {
    return this != CPU;
  }

  void require(int target) {
    if (target < 1 || target > most) {
      throw Rejected.invalid(
          "Cannot scale by %s of %s: choose 1 to %,d%s."
              .formatted(word(), target, most, this == P95 ? " milliseconds" : ""));
    }
  }

  /** A figure as the log says it: {@code p95 412 ms}. */
  String say(double value) {
    return switch (this) {
      case P95 -> "p95 %.0f ms".formatted(value);
      case CPU -> "CPU %.0f%%".formatted(value);
      case REQUESTS -> "%.1f requests/s per instance".formatted(value);
    };
  }

  /** A target as the log says it: {@code 300 ms}. */
  public String bound(int target) {
    return switch (this) {
      case P95 -> target + " ms";
      case CPU -> target + "%";
      case REQUESTS -> Integer.toString(target);
    };
  }

  /**
   * Whether one of several instances could be spared. What is divided among them is known to grow
   * by as much as one carries; how latency grows is not, so that only half of it is enough.
   */
  boolean spares(double value, int target, int instances) {
    return this == P95
        ? value < target / 2.0
        : value * instances / (instances - 1.0) < SPARE * target;
  }

  /** How many would do, for a figure over its target: at most twice as many. */
  int enough(double value, int target, int instances) {
    if (this == P95) {
      return instances + (value > 2.0 * target ? Math.max(1, instances / 2) : 1);
    }
    double wanted = Math.ceil(instances * value / target);
    return (int) Math.clamp(wanted, instances + 1.0, 2.0 * instances);
  }
}
