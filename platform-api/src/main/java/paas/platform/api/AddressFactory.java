package paas.platform.api;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.net.URI;
import paas.platform.app.PlatformSettings;

/** Says, once, under which addresses the platform was configured. */
@Factory
final class AddressFactory {
  @Singleton
  Addresses addresses(PlatformSettings platform) {
    return new Addresses(
        URI.create("http://127.0.0.1:" + platform.apiPort()),
        "http",
        platform.domain(),
        platform.publicHttpPort());
  }
}
