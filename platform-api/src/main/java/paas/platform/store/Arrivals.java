package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import paas.platform.autoscale.Autoscale;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/**
 * Releases that go live. Of a sleeping app the new instances are up by then: it is awake in the
 * same step, so that they are neither stopped at once nor ever wanted beside the old release's.
 */
@Singleton
public class Arrivals {
  private final Transactions transactions;
  private final ReleaseStore releases;
  private final FormationStore formations;
  private final AutoscaleStore autoscales;
  private final AppLock lock;

  /**
   * What became of it.
   *
   * @param stored false when it had a final status already
   * @param woke how the app sleeps that it has woken
   */
  public record Arrival(boolean stored, Optional<Autoscale> woke) {}

  Arrivals(
      Transactions transactions,
      ReleaseStore releases,
      FormationStore formations,
      AutoscaleStore autoscales,
      AppLock lock) {
    this.transactions = transactions;
    this.releases = releases;
    this.formations = formations;
    this.autoscales = autoscales;
    this.lock = lock;
  }

  /** All of it, or nothing. */
  public Arrival live(Release release, Instant at) {
    return transactions.write(() -> {
      lock.take(release.app());
      boolean stored = releases.forward(release.id(), new ReleaseStatus.Succeeded(), at);
      return new Arrival(stored, stored ? woken(release) : Optional.empty());
    });
  }

  private Optional<Autoscale> woken(Release release) {
    return autoscales
        .sleep(release.app())
        .filter(settings -> hasWeb(release))
        .filter(
            settings -> formations.scaleFrom(release.app(), ProcessType.WEB, 0, settings.awake()));
  }

  private static boolean hasWeb(Release release) {
    return release.slug().filter(slug -> slug.has(ProcessType.WEB)).isPresent();
  }
}
