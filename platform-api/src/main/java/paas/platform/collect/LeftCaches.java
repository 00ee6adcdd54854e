package paas.platform.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import paas.builder.AppKey;
import paas.builder.Builder;
import paas.builder.CacheStock;
import paas.builder.image.ImageStock;
import paas.platform.app.App;
import paas.platform.store.AppStore;

/** The build caches of apps that are no more: what a kill in the middle of a destruction leaves. */
final class LeftCaches implements Collectable {
  private final AppStore apps;
  private final CacheStock caches;
  private final ImageStock images;
  private final Builder builder;

  LeftCaches(AppStore apps, CacheStock caches, ImageStock images, Builder builder) {
    this.apps = apps;
    this.caches = caches;
    this.images = images;
    this.builder = builder;
  }

  /** Images that are kept for the layers of a next build are idle only without it. */
  @Override
  public boolean comesFirst() {
    return true;
  }

  /** The apps are asked for last: an app whose cache was seen is among them, or destroyed. */
  @Override
  public Collected collect() {
    List<CacheStock.Stocked> volumes = caches.all();
    Set<String> layers = images.appsWithLayers();
    Set<String> living =
        apps.all().stream().map(App::id).map(Object::toString).collect(Collectors.toSet());
    List<Reclaimed> reclaimed = new ArrayList<>();
    volumes.stream()
        .filter(cache -> !living.contains(cache.app()))
        .flatMap(cache -> caches.remove(cache).stream().boxed())
        .map(bytes -> new Reclaimed(Optional.empty(), Reclaimed.Kind.BUILD_CACHE, 1, bytes))
        .forEach(reclaimed::add);
    layers.stream()
        .filter(app -> !living.contains(app))
        .forEach(app -> builder.purgeCache(new AppKey(app, app)));
    return Collected.all(reclaimed);
  }
}
