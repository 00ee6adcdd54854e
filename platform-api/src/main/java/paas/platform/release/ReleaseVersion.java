package paas.platform.release;

/** {@code v1}, {@code v2}, … within one app; never reused. */
public record ReleaseVersion(long number) implements Comparable<ReleaseVersion> {
  public ReleaseVersion {
    if (number < 1) {
      throw new IllegalArgumentException("release versions begin at 1, not " + number);
    }
  }

  public ReleaseVersion next() {
    return new ReleaseVersion(number + 1);
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "v" + number;
  }
}
