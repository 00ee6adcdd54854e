package paas.runner;

/**
 * A running one-off with its input and output attached. When it has ended its container is removed.
 */
public interface OneOff extends AttachedProcess {
  InstanceId id();

  /** Such as {@code run.4821}. */
  String name();
}
