package paas.platform.formation;

import java.util.Set;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A place in a container where something else than the image's own files may be put. */
public record ContainerPath(String value) implements Comparable<ContainerPath> {
  private static final int LONGEST = 200;
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._@+-]+)+");

  /** The kernel's, and with everything below them. */
  private static final Pattern KERNELS = Pattern.compile("/(proc|sys|dev)(/.*)?");

  /** A container whose program and libraries are covered cannot start. */
  private static final Set<String> NEEDED =
      Set.of("/app", "/bin", "/boot", "/etc", "/lib", "/lib64", "/sbin", "/usr", "/var");

  public ContainerPath {
    String shown = shown(value);
    if (value.length() > LONGEST || !PLAIN.matcher(value).matches()) {
      throw Rejected.invalid(
          "'%s' is no path for this: it begins with / and names a directory, such as /data."
              .formatted(shown));
    }
    if ((value + "/").contains("/../") || (value + "/").contains("/./")) {
      throw Rejected.invalid("'%s' has . or .. in it: write the path out.".formatted(shown));
    }
    if (KERNELS.matcher(value).matches() || NEEDED.contains(value)) {
      throw Rejected.invalid(
          "Nothing can be put at %s: the app's own files or the system's are there. Choose a directory of its own, such as /data or /app/uploads."
              .formatted(shown));
    }
  }

  private static String shown(String value) {
    String cut = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public int compareTo(ContainerPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
