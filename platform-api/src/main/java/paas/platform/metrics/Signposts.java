package paas.platform.metrics;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.PlatformSettings;
import paas.platform.formation.Mount;
import paas.platform.release.ProcessType;
import paas.platform.store.AppStore;
import paas.platform.store.DomainStore;
import paas.platform.store.MountStore;
import paas.router.http.Hostname;
import paas.router.http.PathPrefix;

/**
 * The routes of the apps that are asked for, read from the store once and again after each change.
 * Thread-safe.
 */
@Singleton
public final class Signposts {
  private static final Logger LOG = LoggerFactory.getLogger(Signposts.class);

  private final AppStore apps;
  private final DomainStore domains;
  private final MountStore mounts;
  private final String platformDomain;
  private final Map<AppId, Signs> known = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();

  Signposts(AppStore apps, DomainStore domains, MountStore mounts, PlatformSettings platform) {
    this.apps = apps;
    this.domains = domains;
    this.mounts = mounts;
    this.platformDomain = platform.domain();
  }

  /** The app's routes may change now; to be called before the router hears of them. */
  public void changing(AppId app) {
    changes.incrementAndGet();
    known.remove(app);
  }

  /** None for an app that is gone, or while the store cannot be asked. */
  public Signs of(AppId app) {
    try {
      Signs there = known.get(app);
      return there == null ? read(app) : there;
    } catch (RuntimeException e) {
      LOG.warn("The routes of app {} cannot be read, its requests count as others", app, e);
      return Signs.NONE;
    }
  }

  Signs of(String appId) {
    return of(new AppId(UUID.fromString(appId)));
  }

  /** What changes while it is read is read again by the next. */
  private Signs read(AppId id) {
    long before = changes.get();
    return apps.find(id)
        .map(app -> {
          Signs read = new Signs(signs(app));
          known.compute(id, (any, there) -> changes.get() == before ? read : there);
          return read;
        })
        .orElse(Signs.NONE);
  }

  private List<Signs.Sign> signs(App app) {
    List<Signs.Sign> signs = new ArrayList<>();
    signs.add(whole(app.name() + "." + platformDomain));
    domains.of(app.id()).forEach(domain -> signs.add(whole(domain.hostname().value())));
    for (Mount mount : mounts.to(app.id())) {
      Hostname host = new Hostname(mount.host().value());
      signs.add(new Signs.Sign(host, mount.path(), mount.process()));
    }
    return signs;
  }

  private static Signs.Sign whole(String host) {
    return new Signs.Sign(new Hostname(host), PathPrefix.ROOT, ProcessType.WEB);
  }
}
