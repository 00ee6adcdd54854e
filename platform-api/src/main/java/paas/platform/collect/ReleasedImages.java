package paas.platform.collect;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import paas.builder.image.ImageStock;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.build.FreshImages;
import paas.platform.fault.Rejected;
import paas.platform.release.ImageDigest;
import paas.platform.store.AppStore;
import paas.platform.store.ReleaseStore;

/** The images that no release in retention needs, those of destroyed apps among them. */
final class ReleasedImages implements Collectable {
  /** A build that wants to start waits no longer than this, and for one removal. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final AppStore apps;
  private final ReleaseStore releases;
  private final FreshImages fresh;
  private final ImageStock stock;
  private final Retention retention;
  private final InstantSource clock;

  ReleasedImages(
      AppStore apps,
      ReleaseStore releases,
      FreshImages fresh,
      ImageStock stock,
      Retention retention,
      InstantSource clock) {
    this.apps = apps;
    this.releases = releases;
    this.fresh = fresh;
    this.stock = stock;
    this.retention = retention;
    this.clock = clock;
  }

  @Override
  public Collected collect() throws InterruptedException {
    apps.all().forEach(this::giveUp);
    List<Reclaimed> reclaimed = new ArrayList<>();
    for (ImageStock.Stocked image : stock.idle()) {
      if (!fresh.removing(PATIENCE, () -> remove(image).ifPresent(reclaimed::add))) {
        return new Collected(reclaimed, true);
      }
    }
    return Collected.all(reclaimed);
  }

  private void giveUp(App app) {
    try {
      releases.collect(app.id(), retention.newest(), retention.before(clock.instant()));
    } catch (Rejected e) {
      // It was destroyed meanwhile; its images are needed by nobody then.
    }
  }

  /** What is needed is asked again, as a build or a rollback may have ended since. */
  private Optional<Reclaimed> remove(ImageStock.Stocked image) {
    ImageDigest digest = new ImageDigest(image.digest());
    if (fresh.isFresh(digest) || releases.needs(digest)) {
      return Optional.empty();
    }
    OptionalLong bytes = stock.remove(image.digest());
    return bytes.isPresent()
        ? Optional.of(
            new Reclaimed(
                image.app().map(UUID::fromString).map(AppId::new),
                Reclaimed.Kind.IMAGE,
                1,
                bytes.getAsLong()))
        : Optional.empty();
  }
}
