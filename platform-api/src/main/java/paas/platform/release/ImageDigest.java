package paas.platform.release;

import java.util.regex.Pattern;

/** {@code sha256:} and 64 hex digits: an image that cannot change under us. */
public record ImageDigest(String value) {
  private static final Pattern GRAMMAR = Pattern.compile("sha256:[0-9a-f]{64}");

  public ImageDigest {
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException("not an image digest: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
