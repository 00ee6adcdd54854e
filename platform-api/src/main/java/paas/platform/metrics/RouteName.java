package paas.platform.metrics;

import java.util.Comparator;

/**
 * A hostname, or some paths of one, by which an app is asked for; wildcards as they are written.
 */
public record RouteName(String host, String path) implements Comparable<RouteName> {
  /** Of what has no name of its own: too many routes, or one that was removed. */
  public static final RouteName OTHER = new RouteName("", "");

  private static final Comparator<RouteName> ORDER =
      Comparator.comparing(RouteName::host).thenComparing(RouteName::path);

  public boolean isOther() {
    return equals(OTHER);
  }

  @Override
  public int compareTo(RouteName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return host + path;
  }
}
