package paas.platform.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.app.AppSettings;
import paas.platform.config.ConfigVars;
import paas.platform.formation.Formation;
import paas.platform.formation.ProcessSettings;
import paas.platform.formation.Slot;
import paas.platform.health.HealthOverride;
import paas.platform.release.ImageDigest;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;
import paas.platform.release.ReleaseVersion;
import paas.platform.release.Slug;
import paas.platform.release.SourceNotes;

/** One app's intent, in memory, with the store's rule that a final status stays. */
final class FakeIntents implements Intents {
  static final ProcessType WORKER = new ProcessType("worker");
  private static final Instant THEN = Instant.EPOCH;

  final App app =
      new App(
          AppId.random(), new AppName("shop"), UUID.randomUUID(), AppSettings.DEFAULT, THEN, THEN);
  private final List<Release> releases = new ArrayList<>();
  private Formation formation =
      new Formation(new TreeMap<>(Map.of(ProcessType.WEB, 1)), Set.of(), Map.of(), Map.of());
  Map<ProcessType, HealthOverride> checks = Map.of();
  private boolean destroyed;
  private boolean sleeps;

  void record(boolean withReleasePhase) {
    record(withReleasePhase, "");
  }

  /** Returns its number. */
  long record(boolean withReleasePhase, String appJson) {
    TreeMap<ProcessType, String> processes =
        new TreeMap<>(Map.of(ProcessType.WEB, "serve", WORKER, "work"));
    if (withReleasePhase) {
      processes.put(ProcessType.RELEASE, "migrate");
    }
    ReleaseVersion version = new ReleaseVersion(releases.size() + 1);
    Slug slug =
        new Slug(
            new ImageDigest("sha256:" + "%064x".formatted(version.number())),
            List.of("launch"),
            processes,
            "test",
            "",
            new SourceNotes(appJson, ""));
    releases.add(
        new Release(
            UUID.randomUUID(),
            app.id(),
            version,
            Optional.of(slug),
            ConfigVars.EMPTY,
            "test",
            "me@test",
            THEN,
            new ReleaseStatus.Recorded(),
            THEN));
    return version.number();
  }

  void scale(ProcessType type, int quantity) {
    TreeMap<ProcessType, Integer> quantities = new TreeMap<>(formation.quantities());
    quantities.put(type, quantity);
    formation =
        new Formation(quantities, formation.stopped(), formation.epochs(), formation.settings());
  }

  void surge(ProcessType type, Optional<Integer> surge) {
    Map<ProcessType, ProcessSettings> settings = new HashMap<>(formation.settings());
    settings.put(type, formation.settings(type).with(surge));
    formation =
        new Formation(formation.quantities(), formation.stopped(), formation.epochs(), settings);
  }

  void restart(Slot slot) {
    Map<Slot, Long> epochs = new TreeMap<>(formation.epochs());
    epochs.merge(slot, 1L, Long::sum);
    formation =
        new Formation(formation.quantities(), formation.stopped(), epochs, formation.settings());
  }

  /** From now on a request wakes it while it has no web instance, or no longer. */
  void sleeps(boolean wanted) {
    sleeps = wanted;
  }

  void destroy() {
    destroyed = true;
  }

  Formation formation() {
    return formation;
  }

  @Override
  public Optional<AppIntent> load(AppId id) {
    return destroyed
        ? Optional.empty()
        : Optional.of(
            AppIntent.of(app, List.of(), serving(), pending(), formation, checks, sleeps));
  }

  Optional<Release> serving() {
    return releases.stream()
        .filter(release -> release.status() instanceof ReleaseStatus.Succeeded)
        .max(Comparator.comparing(Release::version));
  }

  Optional<Release> pending() {
    return releases.stream().filter(release -> release.status().pending()).findFirst();
  }

  @Override
  public List<AppId> apps() {
    return List.of(app.id());
  }

  @Override
  public void mark(Release release, ReleaseStatus status) {
    releases.replaceAll(known ->
        known.id().equals(release.id()) && known.status().pending()
            ? known.in(status, THEN)
            : known);
  }
}
