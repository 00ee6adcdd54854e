package paas.platform.autoscale;

/** What is to be kept: {@code p95} below 300 ms, say. */
public record Target(Metric metric, int value) {
  public Target {
    metric.require(value);
  }

  @Override
  public String toString() {
    return metric.word() + " " + metric.bound(value);
  }
}
