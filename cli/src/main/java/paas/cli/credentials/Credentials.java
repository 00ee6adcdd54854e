package paas.cli.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import paas.cli.fault.Failure;
import paas.cli.http.Origin;

/** Where the platform is and, when someone is logged in, the API token for it. */
public record Credentials(String url, Optional<String> token) {
  /** Where bin/up puts the API. */
  public static final String DEFAULT_URL = "http://127.0.0.1:7300";

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
