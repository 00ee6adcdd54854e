package paas.runner;

import java.util.regex.Pattern;

/**
 * One incarnation of an instance or one-off: the container's id.
 *
 * @param value 64 hex digits
 */
public record InstanceId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public InstanceId {
    Grammar.require(FORM, value, "a container id");
  }
}
