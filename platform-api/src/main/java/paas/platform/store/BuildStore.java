package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import paas.platform.app.AppId;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.row.BuildRow;
import paas.platform.store.row.BuildRows;

/** The builds. Their output is a file, kept by package build. */
@Singleton
public class BuildStore {
  private final Transactions transactions;
  private final BuildRows builds;
  private final AppLock lock;
  private final JsonText json;
  private final ImageNotesText images;

  BuildStore(
      Transactions transactions,
      BuildRows builds,
      AppLock lock,
      JsonText json,
      ImageNotesText images) {
    this.transactions = transactions;
    this.builds = builds;
    this.lock = lock;
    this.json = json;
    this.images = images;
  }

  /** Pending. */
  public BuildRecord create(AppId app, String commit, String by, Instant at) {
    Instant now = Stamp.of(at);
    BuildRecord build =
        new BuildRecord(
            UUID.randomUUID(),
            app,
            new BuildStatus.Pending(),
            commit,
            by,
            now,
            now,
            BuildMeans.UNKNOWN);
    return transactions.write(() -> {
      lock.take(app);
      builds.save(row(build));
      return build;
    });
  }

  /** Ends a pending build; a build that has ended stays as it is. */
  public void finish(UUID id, BuildStatus status, Instant at) {
    transactions.write(
        () -> builds.finish(id, name(status), version(status), failure(status), Stamp.of(at)));
  }

  /** Records a release and that this build became it: both or neither, whatever is killed. */
  public Release release(UUID id, Supplier<Release> record) {
    return transactions.write(() -> {
      Release release = record.get();
      finish(id, new BuildStatus.Succeeded(release.version()), release.createdAt());
      return release;
    });
  }

  /** Says of a pending build how its image was made. */
  public void means(UUID id, BuildMeans means) {
    transactions.write(() ->
        builds.means(
            id,
            means.builder(),
            buildpacks(means),
            means.memory(),
            ImageNotesText.exposed(means.image()),
            images.healthCheck(means.image())));
  }

  public Optional<BuildRecord> find(UUID id) {
    return transactions.read(() -> builds.findById(id)).map(this::build);
  }

  /** The newest first, at most {@code max}. */
  public List<BuildRecord> of(AppId app, int max) {
    return transactions.read(() -> builds.of(app.value(), max)).stream().map(this::build).toList();
  }

  /** Of all apps, oldest first: after a restart, those that were cut off. */
  public List<BuildRecord> pending() {
    return transactions.read(builds::pending).stream().map(this::build).toList();
  }

  /** Those of them that cannot be run again, as only their pushers had the source. */
  public List<BuildRecord> cutOff() {
    return transactions.read(builds::cutOff).stream().map(this::build).toList();
  }

  private BuildRow row(BuildRecord build) {
    return new BuildRow(
        build.id(),
        build.app().value(),
        build.commit(),
        build.by(),
        name(build.status()),
        version(build.status()),
        failure(build.status()),
        build.createdAt(),
        build.updatedAt(),
        build.means().builder(),
        buildpacks(build.means()),
        build.means().memory(),
        ImageNotesText.exposed(build.means().image()),
        images.healthCheck(build.means().image()));
  }

  private BuildRecord build(BuildRow row) {
    return new BuildRecord(
        row.id(),
        new AppId(row.app()),
        status(row),
        row.sourceCommit(),
        row.madeBy(),
        row.createdAt(),
        row.updatedAt(),
        means(row));
  }

  private String buildpacks(BuildMeans means) {
    return json.write(
        means.buildpacks().stream()
            .map(used -> Map.of("name", used.name(), "version", used.version()))
            .toList());
  }

  private BuildMeans means(BuildRow row) {
    return new BuildMeans(
        row.builder(),
        json.read(row.buildpacks(), JsonText.OBJECTS).stream().map(BuildStore::used).toList(),
        row.memory(),
        images.read(row.exposed(), row.healthCheck()));
  }

  private static BuildMeans.Used used(Map<String, String> entry) {
    return new BuildMeans.Used(entry.getOrDefault("name", ""), entry.getOrDefault("version", ""));
  }

  private static BuildStatus status(BuildRow row) {
    return switch (row.status()) {
      case "pending" -> new BuildStatus.Pending();
      case "succeeded" -> new BuildStatus.Succeeded(new ReleaseVersion(row.releaseVersion()));
      case "failed" -> new BuildStatus.Failed(row.failure());
      default -> throw new IllegalStateException("unknown build status " + row.status());
    };
  }

  private static String name(BuildStatus status) {
    return switch (status) {
      case BuildStatus.Pending s -> "pending";
      case BuildStatus.Succeeded s -> "succeeded";
      case BuildStatus.Failed s -> "failed";
    };
  }

  private static long version(BuildStatus status) {
    return status instanceof BuildStatus.Succeeded s ? s.release().number() : 0;
  }

  private static String failure(BuildStatus status) {
    return status instanceof BuildStatus.Failed s ? s.why() : "";
  }
}
