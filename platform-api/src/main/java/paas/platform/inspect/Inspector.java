package paas.platform.inspect;

import java.util.List;
import java.util.stream.Stream;
import paas.platform.app.App;
import paas.platform.check.ConfigFacts;
import paas.platform.check.Evidence;
import paas.platform.check.FactorReport;
import paas.platform.check.SourceFacts;
import paas.platform.check.TwelveFactors;
import paas.platform.deploy.DeploySettings;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.ReleaseStore;
import paas.router.logs.LogFilter;
import paas.router.logs.LogLine;
import paas.router.logs.LogRouter;
import paas.router.logs.StreamId;

/** Checks the app that is live. Thread-safe; blocks while it looks. */
public final class Inspector {
  /** How many of the platform's own lines are looked at for starts and stops. */
  private static final int LINES = 1000;

  private final ReleaseStore releases;
  private final Sightings sightings;
  private final LogRouter logs;
  private final String logSource;
  private final DeploySettings settings;

  Inspector(
      ReleaseStore releases,
      Sightings sightings,
      LogRouter logs,
      String logSource,
      DeploySettings settings) {
    this.releases = releases;
    this.sightings = sightings;
    this.logs = logs;
    this.logSource = logSource;
    this.settings = settings;
  }

  /** One report for each factor; none when the app was never live. */
  public List<FactorReport> check(App app) {
    return releases.serving(app.id()).stream()
        .flatMap(release -> release.slug().stream().flatMap(slug -> check(app, release, slug)))
        .toList();
  }

  private Stream<FactorReport> check(App app, Release release, Slug slug) {
    LogFilter own = LogFilter.ALL.source(logSource);
    List<LogLine> lines = logs.last(new StreamId(app.id().toString()), LINES, own);
    return TwelveFactors.check(
        new Evidence(
            slug.commit(),
            SourceFacts.parse(slug.notes().facts()),
            slug.processes(),
            ConfigFacts.of(release.config().plain()),
            settings.port(),
            sightings.of(app.id()),
            LogHistory.of(lines)))
        .stream();
  }

  /** What a push can say about a release whose instances are only just up. */
  public List<FactorReport> glance(Slug slug) {
    return TwelveFactors.check(
        Evidence.ofBuild(
            slug.commit(),
            SourceFacts.parse(slug.notes().facts()),
            slug.processes(),
            settings.port()));
  }
}
