package paas.platform.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import paas.platform.app.AppId;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;
import paas.platform.store.row.QueuedBuildRow;
import paas.platform.store.row.QueuedBuildRows;

/** The pending builds that wait for their turn, with all that is needed to run them. */
@Singleton
public class BuildQueue {
  /** Of one app. */
  static final int MOST = 20;

  private final Transactions transactions;
  private final QueuedBuildRows rows;
  private final BuildStore builds;

  BuildQueue(Transactions transactions, QueuedBuildRows rows, BuildStore builds) {
    this.transactions = transactions;
    this.rows = rows;
    this.builds = builds;
  }

  /** Stands in line; refused where too many do already. */
  public BuildRecord add(AppId app, BuildOrder order, String version, String by, Instant at) {
    return transactions.write(() -> {
      BuildRecord build = builds.create(app, version, by, at);
      rows.removeEnded(app.value());
      if (rows.of(app.value()).size() >= MOST) {
        throw new Rejected(
            Reason.RATE_LIMIT, MOST + " builds of this app wait already: cancel some, or wait.");
      }
      rows.save(row(build.id(), order));
      return build;
    });
  }

  /** The app's that wait or run, oldest first. */
  public List<QueuedBuild> of(AppId app) {
    return transactions.read(() -> rows.of(app.value())).stream()
        .flatMap(row -> queued(row).stream())
        .toList();
  }

  /** Absent once it has ended. */
  public Optional<QueuedBuild> find(UUID build) {
    return transactions.read(() -> rows.pending(build)).flatMap(this::queued);
  }

  /** Those with builds in line. */
  public List<AppId> apps() {
    return transactions.read(rows::apps).stream().map(AppId::new).toList();
  }

  /** The uploads that builds in line still need. */
  public Set<String> uploads() {
    return transactions.read(rows::uploads).stream().collect(Collectors.toSet());
  }

  /** What a pending build turned out to be of. */
  public void version(UUID build, String version) {
    transactions.write(() -> rows.version(build, version));
  }

  private Optional<QueuedBuild> queued(QueuedBuildRow row) {
    return builds.find(row.id()).map(build -> new QueuedBuild(build, order(row)));
  }

  private static QueuedBuildRow row(UUID id, BuildOrder order) {
    return switch (order) {
      case BuildOrder.Upload(var source, var checksum, var buildpacks) ->
          archive(id, "upload", source, checksum, buildpacks);
      case BuildOrder.Archive(var url, var checksum, var buildpacks) ->
          archive(id, "archive", url, checksum, buildpacks);
      case BuildOrder.UploadedImage(var source, var procfile) ->
          new QueuedBuildRow(id, "image-upload", source, "", "", "", procfile, false, null);
      case BuildOrder.NamedImage(var reference, var trusted, var procfile) ->
          new QueuedBuildRow(id, "image", reference, "", "", "", procfile, trusted, null);
      case BuildOrder.Sync(var url, var reference, var user) ->
          new QueuedBuildRow(id, "sync", url, reference, "", "", "", false, user.orElse(null));
    };
  }

  private static QueuedBuildRow archive(
      UUID id, String kind, String location, String checksum, List<String> buildpacks) {
    return new QueuedBuildRow(
        id, kind, location, "", checksum, String.join("\n", buildpacks), "", false, null);
  }

  private static BuildOrder order(QueuedBuildRow row) {
    List<String> buildpacks = row.buildpacks().lines().toList();
    return switch (row.kind()) {
      case "upload" -> new BuildOrder.Upload(row.location(), row.checksum(), buildpacks);
      case "archive" -> new BuildOrder.Archive(row.location(), row.checksum(), buildpacks);
      case "image-upload" -> new BuildOrder.UploadedImage(row.location(), row.procfile());
      case "image" -> new BuildOrder.NamedImage(row.location(), row.trusted(), row.procfile());
      case "sync" ->
          new BuildOrder.Sync(row.location(), row.reference(), Optional.ofNullable(row.userId()));
      default -> throw new IllegalStateException("unknown kind of build " + row.kind());
    };
  }
}
