package paas.platform.api.releases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.platform.api.wire.Shape;
import paas.platform.release.Milestone;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.store.BuildRecord;

/**
 * What a deploy spent its time on. {@code build} is from the order to the release; {@code release}
 * the release phase; {@code rollout} from the first start to acknowledged routes.
 */
record DeployPhases(List<Phase> phases) {
  /** A phase that has ended. */
  record Phase(String name, Duration took) {}

  static DeployPhases of(Release release, List<Milestone> milestones, Optional<BuildRecord> build) {
    List<Phase> phases = new ArrayList<>();
    build.ifPresent(b -> phases.add(new Phase("build", between(b.createdAt(), b.updatedAt()))));
    Instant since = release.createdAt();
    ReleaseStatus before = new ReleaseStatus.Recorded();
    for (Milestone milestone : milestones) {
      Optional<String> name = name(before);
      if (name.isPresent()) {
        phases.add(new Phase(name.get(), between(since, milestone.at())));
      }
      since = milestone.at();
      before = milestone.status();
    }
    return new DeployPhases(List.copyOf(phases));
  }

  /** What goes on in a status; nothing takes time in the others. */
  private static Optional<String> name(ReleaseStatus status) {
    return switch (status) {
      case ReleaseStatus.Preparing p -> Optional.of("release");
      case ReleaseStatus.Rolling r -> Optional.of("rollout");
      case ReleaseStatus.Recorded r -> Optional.empty();
      case ReleaseStatus.Succeeded s -> Optional.empty();
      case ReleaseStatus.Failed f -> Optional.empty();
    };
  }

  /** Clocks may be set back. */
  private static Duration between(Instant from, Instant to) {
    Duration took = Duration.between(from, to);
    return took.isNegative() ? Duration.ZERO : took;
  }

  List<Shape> shapes() {
    return phases.stream()
        .map(phase ->
            Shape.empty().with("name", phase.name()).with("milliseconds", phase.took().toMillis()))
        .toList();
  }
}
