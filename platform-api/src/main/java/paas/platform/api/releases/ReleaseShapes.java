package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import paas.platform.api.guard.AppCall;
import paas.platform.api.logs.ReleaseLinks;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.release.Canary;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.store.CanaryStore;
import paas.platform.store.ReleaseStore;

/**
 * How a release is shown. {@code failure}, {@code aborted}, {@code image}, {@code commit} and
 * {@code canary} are our own.
 */
@Singleton
final class ReleaseShapes {
  private final ReleaseStore releases;
  private final CanaryStore canaries;
  private final ReleaseLinks links;

  ReleaseShapes(ReleaseStore releases, CanaryStore canaries, ReleaseLinks links) {
    this.releases = releases;
    this.canaries = canaries;
    this.links = links;
  }

  Shape of(AppCall call, Release release) {
    return in(call).apply(release);
  }

  /** Asks once which release is current and which lost their images, for any number of them. */
  Function<Release, Shape> in(AppCall call) {
    App app = call.app();
    Optional<ReleaseVersion> current = current(app);
    Set<ReleaseVersion> collected = releases.collected(app.id());
    Optional<Canary> canary = canaries.of(app.id());
    return release ->
        shape(
                app,
                release,
                current.equals(Optional.of(release.version())),
                release.eligibleForRollback() && !collected.contains(release.version()))
            .withObject(
                "canary",
                canary
                    .filter(tried -> tried.release().equals(release.id()))
                    .map(ReleaseShapes::shape))
            .with("output_stream_url", links.issue(call.caller(), release));
  }

  private static Shape shape(Canary canary) {
    return Shape.empty()
        .with("percent", canary.percent().value())
        .with("stage", canary.stage().word());
  }

  /** The one that serves; before the first build, the newest that stands. */
  private Optional<ReleaseVersion> current(App app) {
    return releases
        .serving(app.id())
        .or(() ->
            releases
                .latest(app.id())
                .filter(latest -> latest.status() instanceof ReleaseStatus.Succeeded))
        .map(Release::version);
  }

  private static Shape shape(App app, Release release, boolean current, boolean eligible) {
    return Shape.empty()
        .with("id", release.id())
        .with("version", release.version().number())
        .with("description", release.description())
        .with("status", status(release.status()))
        .with("current", current)
        .with("eligible_for_rollback", eligible)
        .with("failure", failure(release.status()))
        .with("aborted", aborted(release.status()))
        .with("image", release.slug().map(slug -> slug.image().value()))
        .with("commit", release.slug().map(Slug::commit).filter(commit -> !commit.isEmpty()))
        .with("user", Shape.empty().with("id", named(release.by())).with("email", release.by()))
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("created_at", release.createdAt())
        .with("updated_at", release.updatedAt())
        .texts("addon_plan_names", List.of())
        .texts("artifacts", List.of())
        .withObject("slug", release.slug().map(slug -> Shape.empty().with("id", slugId(slug))));
  }

  static String status(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Succeeded s -> "succeeded";
      case ReleaseStatus.Failed f -> "failed";
      case ReleaseStatus.Recorded r -> "pending";
      case ReleaseStatus.Preparing p -> "pending";
      case ReleaseStatus.Rolling r -> "pending";
    };
  }

  private static Optional<String> failure(ReleaseStatus status) {
    return status instanceof ReleaseStatus.Failed failed
        ? Optional.of(failed.why())
        : Optional.empty();
  }

  private static boolean aborted(ReleaseStatus status) {
    return status instanceof ReleaseStatus.Failed failed && failed.aborted();
  }

  /** Equal images, equal id. */
  static UUID slugId(Slug slug) {
    return named(slug.image().value());
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
