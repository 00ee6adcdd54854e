package paas.platform.deploy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final Manifests manifests;

  /** What was read and made, so that a turn does nothing twice. */
  private final Map<ReleaseVersion, SortedMap<ProcessType, List<Healthcheck>>> read =
      new HashMap<>();

  private final Map<Subject, Made> made = new HashMap<>();

  private final Map<Boolean, HealthPlan> usual = new HashMap<>();

  private record Subject(ReleaseVersion version, ProcessType type, boolean routed) {}

  private record Made(HealthOverride owner, HealthPlan plan) {}

  HealthPlans(Duration settled, Manifests manifests) {
    this.settled = settled;
    this.manifests = manifests;
  }

  HealthPlan of(AppIntent intent, ProcessType type, ReleaseVersion version) {
    HealthOverride owner = intent.checks().getOrDefault(type, HealthOverride.NONE);
    return find(intent, version)
        .map(release -> of(intent, type, release, owner))
        .orElseGet(() -> usual(intent, type));
  }

  private HealthPlan of(AppIntent intent, ProcessType type, Release release, HealthOverride owner) {
    boolean routed = intent.routed().contains(type);
    Subject subject = new Subject(release.version(), type, routed);
    Made known = made.get(subject);
    if (known != null && known.owner().equals(owner)) {
      return known.plan();
    }
    HealthPlan plan = of(type, routed, checks(intent, release), owner);
    made.put(subject, new Made(owner, plan));
    return plan;
  }

  /** Those of a release's app.json; of releases that are no longer of interest all is forgotten. */
  private SortedMap<ProcessType, List<Healthcheck>> checks(AppIntent intent, Release release) {
    read.keySet().removeIf(known -> find(intent, known).isEmpty());
    made.keySet().removeIf(known -> find(intent, known.version()).isEmpty());
    return read.computeIfAbsent(release.version(), v -> manifests(release));
  }

  /** Without those of the app. */
  HealthPlan usual(AppIntent intent, ProcessType type) {
    return usual.computeIfAbsent(
        intent.routed().contains(type),
        routed -> HealthPlan.of(routed, List.of(), HealthOverride.NONE, settled));
  }

  HealthPlan of(
      ProcessType type,
      boolean routed,
      SortedMap<ProcessType, List<Healthcheck>> manifest,
      HealthOverride owner) {
    return HealthPlan.of(routed, manifest.getOrDefault(type, List.of()), owner, settled);
  }

  static Optional<Release> find(AppIntent intent, ReleaseVersion version) {
    Optional<Release> serving = intent.serving();
    return is(version, serving)
        ? serving
        : intent.pending().filter(r -> is(version, Optional.of(r)));
  }

  private static boolean is(ReleaseVersion version, Optional<Release> release) {
    return release.isPresent() && release.get().version().number() == version.number();
  }

  private SortedMap<ProcessType, List<Healthcheck>> manifests(Release release) {
    return release.slug().map(manifests::of).orElseGet(TreeMap::new);
  }

  /** A release that was made before a rule became stricter goes on without its checks. */
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
