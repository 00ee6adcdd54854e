package paas.platform.deploy;

import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.app.Adoption;
import paas.platform.app.App;
import paas.platform.store.NetworkLinkStore;
import paas.runner.AppKey;
import paas.runner.AppLink;
import paas.runner.AppLinks;
import paas.runner.engine.EngineUnavailable;

/**
 * Links apps: what is wanted is in the store, what is there is the engine's, and after each start
 * of the platform the second follows the first again. Thread-safe, blocking.
 */
public final class NetworkLinks implements Adoption {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkLinks.class);

  private final NetworkLinkStore store;
  private final AppLinks links;
  private final InstantSource clock;

  NetworkLinks(NetworkLinkStore store, AppLinks links, InstantSource clock) {
    this.store = store;
    this.links = links;
    this.clock = clock;
  }

  /** The apps that it is linked with. */
  public List<App> of(App app) {
    return store.of(app.id());
  }

  /** False when they were linked already; the engine's side is put right then too. */
  public boolean link(App one, App other) {
    boolean fresh = store.add(one.id(), other.id(), clock.instant());
    links.link(linkOf(one, other));
    return fresh;
  }

  /** False when they were not linked. */
  public boolean unlink(App one, App other) {
    links.unlink(linkOf(one, other)); // first: what fails here can be asked for again
    return store.remove(one.id(), other.id());
  }

  @Override
  public void adopt(App app) {
    try {
      List<AppLink> wanted = of(app).stream().map(peer -> linkOf(app, peer)).toList();
      links.list().stream()
          .filter(found -> concerns(found, app))
          .filter(found -> wanted.stream().noneMatch(found::joinsSameAs))
          .forEach(links::unlink);
      wanted.forEach(links::link);
    } catch (EngineUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn(
          "The links of app {} could not be put right; linking or unlinking it does",
          app.name(),
          e);
    }
  }

  private static boolean concerns(AppLink link, App app) {
    String id = app.id().toString();
    return link.one().id().equals(id) || link.other().id().equals(id);
  }

  private static AppLink linkOf(App one, App other) {
    return new AppLink(key(one), key(other));
  }

  private static AppKey key(App app) {
    return new AppKey(app.id().toString(), app.name().value());
  }
}
