package paas.platform.secure.acme;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import paas.platform.fault.Rejected;

/**
 * Which authority issues automatic certificates, and who asks. The platform's operator sets it.
 *
 * @param authority PEM file of the roots that the directory itself is trusted by; empty for Java's
 * @param email empty for none
 * @param keyId of an external account binding; empty for none
 * @param macKey its key, base64url; never printed
 */
public record AcmeSettings(
    URI directory, String authority, String email, String keyId, String macKey) {
  private static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";
  private static final String STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";

  /** {@code letsencrypt}, {@code letsencrypt-staging}, or the URL of a directory. */
  public static URI directory(String text) {
    return switch (text) {
      case "", "letsencrypt" -> URI.create(LETS_ENCRYPT);
      case "letsencrypt-staging" -> URI.create(STAGING);
      default ->
          address(text)
              .orElseThrow(() ->
                  Rejected.invalid(
                      "PAAS_ACME_DIRECTORY is '"
                          + text
                          + "': set it to letsencrypt, letsencrypt-staging or an https:// URL."));
    };
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  Optional<Path> roots() {
    return authority.isEmpty() ? Optional.empty() : Optional.of(Path.of(authority));
  }

  boolean isPublic() {
    return directory.toString().equals(LETS_ENCRYPT) || directory.toString().equals(STAGING);
  }

  @Override
  public String toString() {
    return "AcmeSettings[" + directory + "]";
  }
}
