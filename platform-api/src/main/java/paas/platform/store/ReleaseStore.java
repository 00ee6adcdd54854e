package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.release.ImageDigest;
import paas.platform.release.Milestone;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.row.CanaryRows;
import paas.platform.store.row.ReleaseRow;
import paas.platform.store.row.ReleaseRows;
import paas.platform.store.row.ReleaseStepRow;
import paas.platform.store.row.ReleaseStepRows;

/** The releases: appended, never edited but for their status. */
@Singleton
public class ReleaseStore {
  private final Transactions transactions;
  private final ReleaseRows releases;
  private final ReleaseStepRows steps;
  private final CanaryRows canaries;
  private final ReleaseLedger ledger;
  private final ReleaseCodec codec;
  private final AppLock lock;

  ReleaseStore(
      Transactions transactions,
      ReleaseRows releases,
      ReleaseStepRows steps,
      CanaryRows canaries,
      ReleaseLedger ledger,
      ReleaseCodec codec,
      AppLock lock) {
    this.transactions = transactions;
    this.releases = releases;
    this.steps = steps;
    this.canaries = canaries;
    this.ledger = ledger;
    this.codec = codec;
    this.lock = lock;
  }

  /**
   * Appends the app's next release, or returns the latest where a config change has no effect.
   * Recorded; succeeded at once when there is nothing to run. New process types join the formation.
   */
  public Release record(AppId app, ReleaseDraft draft, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      return ledger.append(app, draft, Stamp.of(at));
    });
  }

  /** Appends the release of a config change; empty where it has no effect. */
  public Optional<Release> change(AppId app, ReleaseDraft.ConfigChange draft, Instant at) {
    return transactions.write(() -> {
      lock.take(app);
      Optional<UUID> before = releases.latest(app.value()).map(ReleaseRow::id);
      return Optional.of(ledger.append(app, draft, Stamp.of(at)))
          .filter(release -> !before.equals(Optional.of(release.id())));
    });
  }

  public Optional<Release> find(AppId app, ReleaseVersion version) {
    return one(() -> releases.find(app.value(), version.number()));
  }

  public Optional<Release> find(UUID id) {
    return one(() -> releases.findById(id));
  }

  /** At most {@code max} by version, beginning with {@code from} itself where it is given. */
  public List<Release> list(AppId app, boolean descending, int max, Optional<ReleaseVersion> from) {
    Optional<Long> start = from.map(ReleaseVersion::number);
    List<ReleaseRow> rows =
        transactions.read(() ->
            descending
                ? releases.descending(app.value(), start.orElse(Long.MAX_VALUE), max)
                : releases.ascending(app.value(), start.orElse(1L), max));
    return rows.stream().map(codec::release).toList();
  }

  /** The newest, whatever its status: the config that a person sees and edits. */
  public Optional<Release> latest(AppId app) {
    return one(() -> releases.latest(app.value()));
  }

  /** The newest that went live with an image. */
  public Optional<Release> serving(AppId app) {
    return one(() -> releases.serving(app.value()));
  }

  /** When the release that serves was made; absent before the first. */
  public Optional<Instant> releasedAt(AppId app) {
    return transactions.read(() -> releases.serving(app.value())).map(ReleaseRow::createdAt);
  }

  /** The same of all apps that have one. */
  public Map<AppId, Instant> releasedAt() {
    return transactions.read(() -> releases.serving()).stream()
        .collect(Collectors.toMap(row -> new AppId(row.app()), ReleaseRow::createdAt));
  }

  /** The images that apps run, or will once their deploy gets so far. */
  public List<String> imagesInUse() {
    return transactions.read(releases::imagesInUse);
  }

  /** The oldest that went live with an image. */
  public Optional<Release> firstLive(AppId app) {
    return one(() -> releases.firstLive(app.value()));
  }

  /** The oldest that is neither succeeded nor failed. */
  public Optional<Release> nextPending(AppId app) {
    return one(() -> releases.nextPending(app.value()));
  }

  /**
   * Moves a release forward. Late or repeated news, and any after a final status, changes nothing.
   * With the first success of an app its postdeploy script is owed.
   *
   * @return whether it moved
   */
  public boolean status(UUID release, ReleaseStatus status, Instant at) {
    return transactions.write(() -> forward(release, status, at));
  }

  /** The same inside a transaction. */
  boolean forward(UUID release, ReleaseStatus status, Instant at) {
    boolean forward = releases.lockStatus(release).stream().anyMatch(now -> follows(now, status));
    if (forward) {
      move(release, status, Stamp.of(at));
    }
    return forward;
  }

  private void move(UUID release, ReleaseStatus status, Instant at) {
    String name = ReleaseCodec.status(status);
    releases.status(release, name, ReleaseCodec.failure(status), ReleaseCodec.aborted(status), at);
    steps.save(new ReleaseStepRow(UUID.randomUUID(), release, name, at));
    if (!status.pending()) {
      canaries.remove(release);
    }
    if (status instanceof ReleaseStatus.Succeeded) {
      releases.owePostdeploy(release);
    }
  }

  /** What the app's newest releases have reached since they were recorded, each in order. */
  public Map<UUID, List<Milestone>> milestones(AppId app, int newest) {
    return transactions.read(() -> steps.of(app.value(), newest)).stream()
        .collect(
            Collectors.groupingBy(
                ReleaseStepRow::releaseId,
                Collectors.mapping(
                    row -> new Milestone(ReleaseCodec.status(row.status(), ""), row.reachedAt()),
                    Collectors.toList())));
  }

  private static boolean follows(String now, ReleaseStatus next) {
    return rank(next) > rank(ReleaseCodec.status(now, ""));
  }

  private static int rank(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Recorded s -> 0;
      case ReleaseStatus.Preparing s -> 1;
      case ReleaseStatus.Rolling s -> 2;
      case ReleaseStatus.Succeeded s -> 3;
      case ReleaseStatus.Failed s -> 3;
    };
  }

  public List<AppId> appsWithPending() {
    return transactions.read(releases::appsWithPending).stream().map(AppId::new).toList();
  }

  /** Whether a release of any app has this image. */
  public boolean uses(ImageDigest image) {
    return transactions.read(() -> releases.withImage(image.value())) > 0;
  }

  /**
   * Gives up the images of an app's releases that are neither among the {@code newest} nor younger
   * than {@code before}, and of all that failed but the newest of these, which may be retried once
   * what it wanted is there; never that of the serving one, nor one that a kept release shares.
   * Such a release stays listed and is not released again. Returns how many.
   */
  public int collect(AppId app, int newest, Instant before) {
    return transactions.write(() -> {
      lock.take(app);
      long latest = version(releases.latest(app.value()));
      long serving = version(releases.serving(app.value()));
      long failed = version(releases.newestFailed(app.value()));
      return releases.collect(app.value(), serving, failed, latest - newest, Stamp.of(before));
    });
  }

  private static long version(Optional<ReleaseRow> release) {
    return release.map(ReleaseRow::version).orElse(0L);
  }

  /** The app's releases whose images were given up. */
  public Set<ReleaseVersion> collected(AppId app) {
    return transactions.read(() -> releases.collected(app.value())).stream()
        .map(ReleaseVersion::new)
        .collect(Collectors.toSet());
  }

  /** Whether a release of any app has this image and has not given it up. */
  public boolean needs(ImageDigest image) {
    return transactions.read(() -> releases.needing(image.value())) > 0;
  }

  private Optional<Release> one(Supplier<Optional<ReleaseRow>> query) {
    return transactions.read(query).map(codec::release);
  }
}
