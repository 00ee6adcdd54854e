package paas.runner;

/**
 * One incarnation of an instance or one-off: the container's id.
 *
 * @param value 64 hex digits
 */
public record InstanceId(String value) {
  private static final int LENGTH = 64;

  public InstanceId {
    Grammar.hex(value, LENGTH, "a container id");
  }
}
