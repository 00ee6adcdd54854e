package paas.cli.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import paas.cli.fault.Failure;
import paas.cli.http.Origin;

/** Where the platform is and, when someone is logged in, the API token for it, and whose it is. */
public record Credentials(String url, Optional<String> token, Source source) {
  /** Where a token comes from: there it is replaced where the platform does not know it. */
  public enum Source {
    FILE,
    ENVIRONMENT,
    TYPED
  }

  /** Where bin/up puts the API. */
  public static final String DEFAULT_URL = "http://127.0.0.1:7300";

  /** For that platform, where nobody is logged in. */
  public static Credentials none(String url) {
    return new Credentials(url, Optional.empty(), Source.FILE);
  }

  /** What to do where the platform wants a token, or another one. */
  public String remedy() {
    if (token.isEmpty()) {
      return "You are not logged in to " + url + ". Log in: paas login";
    }
    String refused = " is not valid at " + url + " (any more)";
    return switch (source) {
      case FILE -> "The stored token" + refused + ". Log in again: paas login";
      case ENVIRONMENT -> "PAAS_TOKEN" + refused + ": set another, or unset it";
      case TYPED -> "That token" + refused + ".";
    };
  }

  /** The URL without a trailing slash, when it is one that can be a platform's. */
  public static String platformUrl(String text) {
    String url = text.strip();
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    try {
      URI parsed = new URI(url);
      boolean web = url.startsWith("http://") || url.startsWith("https://");
      if (web
          && Origin.of(parsed).isPresent()
          && parsed.getRawUserInfo() == null
          && parsed.getRawQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw Failure.usage("'" + text + "' is not a platform's URL, such as https://paas.example.com");
  }

  /** The token never shows. */
  @Override
  public String toString() {
    return "Credentials[" + url + "]";
  }
}
