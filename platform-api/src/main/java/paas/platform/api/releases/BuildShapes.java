package paas.platform.api.releases;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import paas.platform.api.wire.Shape;
import paas.platform.app.App;
import paas.platform.release.Release;
import paas.platform.store.BuildMeans;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.ImageNotes;
import paas.platform.store.ReleaseStore;

/**
 * How a build is shown. {@code failure}, {@code builder}, {@code memory}, {@code exposed}, {@code
 * health_check} (seconds) and the versions of the release and the buildpacks are our own.
 */
@Singleton
final class BuildShapes {
  private static final String STACK = "debian-13";

  private final ReleaseStore releases;

  BuildShapes(ReleaseStore releases) {
    this.releases = releases;
  }

  Shape of(App app, BuildRecord build, Optional<String> outputUrl) {
    return Shape.empty()
        .with("id", build.id())
        .with("status", status(build.status()))
        .with("failure", present(build.failure()))
        .with("source_blob", source(build))
        .withObject("release", release(app, build))
        .with("output_stream_url", outputUrl)
        .with("user", Shape.empty().with("id", named(build.by())).with("email", build.by()))
        .with("app", Shape.reference(app.id().value(), app.name().value()))
        .with("stack", STACK)
        .with("created_at", build.createdAt())
        .with("updated_at", build.updatedAt())
        .with("buildpacks", build.means().buildpacks().stream().map(BuildShapes::used).toList())
        .with("builder", present(build.means().builder()))
        .with("memory", present(build.means().memory()))
        .texts("exposed", build.means().image().exposed())
        .withObject(
            "health_check", build.means().image().healthCheck().map(BuildShapes::healthCheck))
        .none("slug");
  }

  private static Shape healthCheck(ImageNotes.HealthCheck check) {
    return Shape.empty()
        .texts("test", check.test())
        .with("interval", check.interval().toSeconds())
        .with("timeout", check.timeout().toSeconds())
        .with("start_period", check.startPeriod().toSeconds())
        .with("retries", check.retries());
  }

  private static Shape used(BuildMeans.Used buildpack) {
    return Shape.empty()
        .with("url", buildpack.name())
        .with("name", buildpack.name())
        .with("version", buildpack.version());
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static Shape source(BuildRecord build) {
    return Shape.empty()
        .with("version", present(build.commit()))
        .with("url", "")
        .none("checksum", "version_description");
  }

  private Optional<Shape> release(App app, BuildRecord build) {
    return build
        .release()
        .flatMap(version -> releases.find(app.id(), version))
        .map(BuildShapes::reference);
  }

  private static Shape reference(Release release) {
    return Shape.empty().with("id", release.id()).with("version", release.version().number());
  }

  private static String status(BuildStatus status) {
    return switch (status) {
      case BuildStatus.Pending s -> "pending";
      case BuildStatus.Succeeded s -> "succeeded";
      case BuildStatus.Failed s -> "failed";
    };
  }

  private static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
