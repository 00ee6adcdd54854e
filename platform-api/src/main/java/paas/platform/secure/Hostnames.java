package paas.platform.secure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.Domain;
import paas.platform.app.PlatformSettings;
import paas.platform.store.AppStore;
import paas.platform.store.DomainStore;

/** Under which names apps are reached: their own first, then those that were added. */
public final class Hostnames {
  private final PlatformSettings platform;
  private final AppStore apps;
  private final DomainStore domains;

  Hostnames(PlatformSettings platform, AppStore apps, DomainStore domains) {
    this.platform = platform;
    this.apps = apps;
    this.domains = domains;
  }

  public List<String> of(App app) {
    List<String> names = new ArrayList<>(List.of(own(app)));
    domains.of(app.id()).forEach(domain -> names.add(domain.hostname().value()));
    return names;
  }

  private String own(App app) {
    return app.name() + "." + platform.domain();
  }

  Map<AppId, List<String>> all() {
    Map<AppId, List<String>> all = new HashMap<>();
    for (App app : apps.all()) {
      all.put(app.id(), new ArrayList<>(List.of(own(app))));
    }
    for (Domain domain : domains.all()) {
      all.computeIfAbsent(domain.app(), any -> new ArrayList<>()).add(domain.hostname().value());
    }
    return all;
  }
}
