package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import paas.platform.app.AppId;
import paas.platform.fault.Rejected;
import paas.platform.release.Canary;
import paas.platform.release.Percent;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.row.CanaryRow;
import paas.platform.store.row.CanaryRows;

/**
 * The canary of each app, one at most; {@link ReleaseStore} makes it with its release, and it is
 * gone when that has succeeded or failed.
 */
@Singleton
public class CanaryStore {
  private final Transactions transactions;
  private final CanaryRows canaries;
  private final ReleaseStore releases;
  private final AppLock lock;

  CanaryStore(Transactions transactions, CanaryRows canaries, ReleaseStore releases, AppLock lock) {
    this.transactions = transactions;
    this.canaries = canaries;
    this.releases = releases;
    this.lock = lock;
  }

  public Optional<Canary> of(AppId app) {
    return transactions.read(() -> canaries.of(app.value())).map(CanaryStore::read);
  }

  /** Whether the release gets its part of the requests now. */
  public boolean isTried(UUID release) {
    return transactions.read(() -> canaries.findById(release)).map(CanaryStore::read).stream()
        .anyMatch(canary -> canary.stage() == Canary.Stage.SERVING);
  }

  /** Gives it another part of the requests. */
  public Canary weigh(AppId app, Percent percent) {
    return change(
        app,
        canary -> {
          canaries.weigh(app.value(), percent.value());
          return new Canary(app, canary.release(), canary.version(), percent, canary.stage());
        });
  }

  /** It was seen up; false when that was known, or it is over. */
  public boolean begun(UUID release) {
    return transactions.write(() -> move(release, Canary.Stage.STARTING, Canary.Stage.SERVING)) > 0;
  }

  /** From now on its release is to replace the one that serves. */
  public Canary promote(AppId app) {
    return change(
        app,
        canary -> {
          if (move(canary.release(), Canary.Stage.SERVING, Canary.Stage.PROMOTED) == 0) {
            throw Rejected.conflict(
                "Canary %s is %s, so it cannot be promoted now: wait, or abort it."
                    .formatted(
                        canary.version(),
                        canary.isStarting() ? "not up yet" : "being promoted already"));
          }
          return canary;
        });
  }

  private int move(UUID release, Canary.Stage from, Canary.Stage to) {
    return canaries.move(release, from.word(), to.word());
  }

  /** Its release has failed, for this reason; the one that serves goes on. */
  public Canary abort(AppId app, ReleaseStatus.Failed aborted, Instant at) {
    return change(
        app,
        canary -> {
          if (!releases.forward(canary.release(), aborted, at)) {
            throw Rejected.conflict(
                "Canary %s is over already, so it was not aborted: see `paas releases`."
                    .formatted(canary.version()));
          }
          return canary;
        });
  }

  private Canary change(AppId app, UnaryOperator<Canary> work) {
    return transactions.write(() -> {
      lock.take(app);
      return work.apply(
          canaries
              .of(app.value())
              .map(CanaryStore::read)
              .orElseThrow(() ->
                  Rejected.notFound(
                      "canary",
                      "The app has no canary: start one with `paas releases:canary VERSION"
                          + " --percent 10`.")));
    });
  }

  static Canary read(CanaryRow row) {
    return new Canary(
        new AppId(row.app()),
        row.id(),
        new ReleaseVersion(row.version()),
        new Percent(row.percent()),
        Canary.Stage.valueOf(row.stage().toUpperCase(Locale.ROOT)));
  }
}
