package paas.platform.api.releases;

import io.micronaut.http.annotation.Get;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.api.guard.AppCall;
import paas.platform.api.wire.Resource;
import paas.platform.api.wire.Shape;
import paas.platform.release.Milestone;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.store.BuildRecord;
import paas.platform.store.BuildStatus;
import paas.platform.store.BuildStore;
import paas.platform.store.ReleaseStore;

/** How an app's releases came to be live, and what that took: the newest first. */
@Resource("/apps/{app}/deploys")
final class DeploysController {
  private static final int MOST = 50;

  private final ReleaseStore releases;
  private final BuildStore builds;
  private final ReleaseShapes shapes;

  DeploysController(ReleaseStore releases, BuildStore builds, ReleaseShapes shapes) {
    this.releases = releases;
    this.builds = builds;
    this.shapes = shapes;
  }

  @Get
  @Allows(Permission.APP_READ)
  List<Shape> list(AppCall call) {
    Map<ReleaseVersion, BuildRecord> built = new HashMap<>();
    for (BuildRecord build : builds.of(call.app().id(), MOST)) {
      if (build.status() instanceof BuildStatus.Succeeded succeeded) {
        built.put(succeeded.release(), build);
      }
    }
    Map<UUID, List<Milestone>> reached = releases.milestones(call.app().id(), MOST);
    Function<Release, Shape> shape = shapes.in(call);
    return releases.list(call.app().id(), true, MOST, Optional.empty()).stream()
        .filter(release -> release.slug().isPresent())
        .map(release -> shape.apply(release).with("phases", phases(release, reached, built)))
        .toList();
  }

  private static List<Shape> phases(
      Release release, Map<UUID, List<Milestone>> reached, Map<ReleaseVersion, BuildRecord> built) {
    Optional<BuildRecord> build = Optional.ofNullable(built.get(release.version()));
    List<Milestone> milestones = reached.getOrDefault(release.id(), List.of());
    return DeployPhases.of(release, milestones, build).shapes();
  }
}
