package paas.platform.api.apps;

import jakarta.inject.Singleton;
import java.util.Optional;
import paas.platform.api.Addresses;
import paas.platform.app.AppName;
import paas.platform.app.PlatformSettings;
import paas.platform.store.AppStore;

/**
 * Which custom hostnames lead nowhere: those that were added before another {@code PAAS_DOMAIN}
 * made them the own name of the platform or of another app, to whom the router then gives them.
 */
@Singleton
final class LostNames {
  private final AppStore apps;
  private final Addresses addresses;
  private final String platform;

  LostNames(AppStore apps, Addresses addresses, PlatformSettings platform) {
    this.apps = apps;
    this.addresses = addresses;
    this.platform = platform.hostname();
  }

  /** Why it does not lead to its app, and what to do; empty where it does. */
  Optional<String> reason(Hostname host) {
    return host.custom()
        ? owner(host)
            .map(owner ->
                ("Domain '%s' leads nowhere: it is %s own hostname since PAAS_DOMAIN was changed."
                        + " Remove it: paas domains:remove %s --app %s")
                    .formatted(host.name(), owner, host.name(), host.app().name()))
        : Optional.empty();
  }

  private Optional<String> owner(Hostname host) {
    if (host.name().equals(platform)) {
      return Optional.of("the platform's");
    }
    return addresses
        .label(host.name())
        .filter(AppName::isValid)
        .flatMap(label -> apps.find(new AppName(label)))
        .filter(other -> !other.id().equals(host.app().id()))
        .map(other -> "another app's");
  }
}
