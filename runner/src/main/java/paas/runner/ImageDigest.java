package paas.runner;

import java.util.regex.Pattern;

/**
 * An image by its content.
 *
 * @param value {@code sha256:} and 64 hex digits
 */
public record ImageDigest(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public ImageDigest {
    Grammar.require(FORM, value, "an image digest");
  }
}
