package paas.builder.dockerfile;

import java.util.Optional;

/**
 * The registry that an image's name leads to.
 *
 * @param port that the name says, or HTTPS's
 */
public record Registry(String host, int port) {
  private static final int HTTPS = 443;

  /**
   * Empty for a name of the engine's default registry (distribution/reference, splitDockerDomain).
   */
  public static Optional<Registry> of(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean names =
        first.contains(".") || first.contains(":") || first.equalsIgnoreCase("localhost");
    return names ? Optional.of(parse(first)) : Optional.empty();
  }

  private static Registry parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean port = colon > text.lastIndexOf(']') && text.substring(colon + 1).matches("\\d{1,5}");
    String host = port ? text.substring(0, colon) : text;
    return new Registry(host, port ? Integer.parseInt(text.substring(colon + 1)) : HTTPS);
  }
}
