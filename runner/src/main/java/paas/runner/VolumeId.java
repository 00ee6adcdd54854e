package paas.runner;

import java.util.regex.Pattern;

/** Names one volume on this machine: a lower-case UUID, so that it is safe as a file name. */
public record VolumeId(String value) {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  public VolumeId {
    Grammar.require(FORM, value, "a volume id (UUID)");
  }
}
