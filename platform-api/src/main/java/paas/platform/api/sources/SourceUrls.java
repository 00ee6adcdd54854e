package paas.platform.api.sources;

import jakarta.inject.Singleton;
import java.util.Optional;
import paas.platform.api.Addresses;

/** The URLs of uploads, written and read. */
@Singleton
final class SourceUrls {
  private static final String PATH = "/sources/";

  private final Addresses addresses;

  SourceUrls(Addresses addresses) {
    this.addresses = addresses;
  }

  String of(String secret) {
    return addresses.url(PATH + secret);
  }

  /** The secret, when the URL is one of ours. */
  Optional<String> secret(String url) {
    String ours = addresses.url(PATH);
    return url.startsWith(ours) ? Optional.of(url.substring(ours.length())) : Optional.empty();
  }
}
