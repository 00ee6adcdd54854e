package paas.runner;

/**
 * A one-off as seen, attached or detached.
 *
 * @param memoryBytes what it may use at most
 * @param detached nobody is attached: its output is in the container's log
 */
public record RunningOneOff(
    InstanceId id,
    AppKey app,
    String type,
    int ordinal,
    long release,
    boolean detached,
    long memoryBytes,
    State state) {

  /** Such as {@code run.4821}. */
  public String name() {
    return type + "." + ordinal;
  }
}
