package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.health.HealthOverride;
import paas.platform.health.HealthPlan;
import paas.platform.health.Healthcheck;
import paas.platform.manifest.AppJson;
import paas.platform.manifest.ManifestFault;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;

/**
 * Which checks count for an instance: those of the app.json of its own release, and what the owner
 * says. An instance of a release that is neither live nor on its way has only the platform's own.
 */
final class HealthPlans {
  private static final Logger LOG = LoggerFactory.getLogger(HealthPlans.class);

  private final Duration settled;

  /** What was read, so that a turn reads nothing twice. */
  private final Map<ReleaseVersion, SortedMap<ProcessType, List<Healthcheck>>> read =
      new HashMap<>();

  HealthPlans(Duration settled) {
    this.settled = settled;
  }

  HealthPlan of(AppIntent intent, ProcessType type, ReleaseVersion version) {
    read.keySet().removeIf(known -> find(intent, known).isEmpty());
    return find(intent, version)
        .map(release ->
            of(
                type,
                read.computeIfAbsent(version, v -> manifest(release)),
                intent.checks().getOrDefault(type, HealthOverride.NONE)))
        .orElseGet(() -> usual(type));
  }

  /** Without those of the app. */
  HealthPlan usual(ProcessType type) {
    return of(type, new TreeMap<>(), HealthOverride.NONE);
  }

  HealthPlan of(
      ProcessType type, SortedMap<ProcessType, List<Healthcheck>> manifest, HealthOverride owner) {
    return HealthPlan.of(type, manifest.getOrDefault(type, List.of()), owner, settled);
  }

  static Optional<Release> find(AppIntent intent, ReleaseVersion version) {
    return Stream.concat(intent.serving().stream(), intent.pending().stream())
        .filter(release -> release.version().equals(version))
        .findFirst();
  }

  /** A release that was made before a rule became stricter goes on without its checks. */
  private static SortedMap<ProcessType, List<Healthcheck>> manifest(Release release) {
    return release.slug().map(HealthPlans::manifest).orElseGet(TreeMap::new);
  }

  static SortedMap<ProcessType, List<Healthcheck>> manifest(Slug slug) {
    String text = slug.notes().appJson();
    try {
      return text.isEmpty()
          ? new TreeMap<>()
          : AppJson.parse(text.getBytes(StandardCharsets.UTF_8)).healthchecks();
    } catch (ManifestFault e) {
      LOG.warn("The app.json of image {} is not read any more", slug.image().value(), e);
      return new TreeMap<>();
    }
  }
}
