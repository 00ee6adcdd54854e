package paas.builder.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import paas.builder.fault.BuildFault;

/**
 * A plain relative path inside a source tree, without {@code .} or {@code ..}; empty is its root.
 */
public record SourcePath(String value) {
  /** The whole tree. */
  public static final SourcePath ROOT = new SourcePath("");

  /** Refuses what {@link #parse} would not return. */
  public SourcePath {
    if (!plain(value)) {
      throw new IllegalArgumentException("Not a plain relative path: " + value);
    }
  }

  /**
   * Reads a path that a user wrote: a leading {@code ./} and trailing slashes are taken off; a
   * fault where it could lead out of the tree. {@code what} names it in the message.
   */
  public static SourcePath parse(String what, String text) throws BuildFault {
    String path = text.strip().replaceFirst("^(\\./+)+", "").replaceFirst("/+$", "");
    if (path.equals(".")) {
      return ROOT;
    }
    if (!plain(path)) {
      throw new BuildFault(
          "settings",
          "The " + what + " '" + shown(text) + "' is not a plain path inside the source.",
          "Name it relative to the source, without '..', such as services/api.");
    }
    return new SourcePath(path);
  }

  /** What {@code name} is called as seen from here; empty for this path itself and for others. */
  String inside(String name) {
    return value.isEmpty()
        ? name
        : name.startsWith(value + "/") ? name.substring(value.length() + 1) : "";
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean plain(String path) {
    return path.isEmpty()
        || (path.getBytes(StandardCharsets.UTF_8).length <= SourceBounds.PATH
            && path.chars().noneMatch(Character::isISOControl)
            && Arrays.stream(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..")));
  }

  private static String shown(String text) {
    String cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
