package paas.platform.formation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A directory in memory that goes with its container, of a size in MiB. */
public record Tmpfs(ContainerPath path, long size) {
  /** What every container with a read-only root has, unless another was chosen for it. */
  static final Tmpfs DEFAULT = new Tmpfs(new ContainerPath("/tmp"), 64);

  private static final long MOST = 16 << 10;
  private static final Pattern FORM = Pattern.compile("([^:]*):([0-9]{1,6})(mb?|gb?)");

  public Tmpfs {
    if (size < 1 || size > MOST) {
      throw Rejected.invalid(
          "A tmpfs of %d MB at %s is out of bounds: 1m to 16g.".formatted(size, path));
    }
  }

  /** Such as {@code /tmp:64m}. */
  static Tmpfs parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw Rejected.invalid(
          "'%s' is no tmpfs: write PATH:SIZE, such as /tmp:64m, several with commas."
              .formatted(excerpt(text)));
    }
    String path = text.strip().substring(0, matcher.group(1).length());
    long number = Long.parseLong(matcher.group(2));
    return new Tmpfs(
        new ContainerPath(path), matcher.group(3).charAt(0) == 'g' ? number << 10 : number);
  }

  private static String excerpt(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    return path + ":" + size + "m";
  }
}
