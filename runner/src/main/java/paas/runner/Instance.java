package paas.runner;

import java.time.Duration;

/**
 * A container of an app, as seen: what its labels say and how the engine finds it.
 *
 * @param memoryBytes what it may use at most
 */
public record Instance(
    InstanceId id,
    AppKey app,
    String type,
    int ordinal,
    long release,
    long epoch,
    Duration grace,
    long memoryBytes,
    State state) {

  /** Such as {@code web.1}. */
  public String name() {
    return type + "." + ordinal;
  }
}
