package paas.runner.engine;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API, such as 1.41. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The oldest API we work with: Docker Engine 20.10. */
  public static final ApiVersion OLDEST = new ApiVersion(1, 41);

  /** The newest API that docker-java 3.7 was written for. */
  public static final ApiVersion PREFERRED = new ApiVersion(1, 44);

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /** Parses {@code 1.41}; anything else is refused with an {@link IllegalArgumentException}. */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not a Docker API version: '" + text + "'");
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * The version to speak with an engine that offers {@code oldest} to {@code newest}: ours, unless
   * the engine stops below it or starts above it (engines drop old versions; newer ones only add).
   */
  static ApiVersion agree(ApiVersion oldest, ApiVersion newest) {
    if (newest.compareTo(OLDEST) < 0) {
      throw new EngineUnavailable(
          "The Docker engine speaks API "
              + newest
              + " at most, but "
              + OLDEST
              + " is needed; upgrade to Docker Engine 20.10 or newer.");
    }
    ApiVersion capped = newest.compareTo(PREFERRED) < 0 ? newest : PREFERRED;
    return capped.compareTo(oldest) < 0 ? oldest : capped;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
