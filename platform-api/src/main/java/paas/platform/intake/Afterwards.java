package paas.platform.intake;

import java.util.Optional;
import java.util.function.Predicate;
import paas.platform.app.App;
import paas.platform.app.PlatformSettings;
import paas.platform.deploy.Postdeploy;
import paas.platform.formation.Formation;
import paas.platform.inspect.Inspector;
import paas.platform.inspect.Summary;
import paas.platform.release.Release;
import paas.platform.release.Slug;
import paas.platform.store.AutoscaleStore;
import paas.platform.store.FormationStore;

/** What follows once a deploy is live; none of it changes that. */
final class Afterwards {
  private final Postdeploy postdeploy;
  private final Inspector inspector;
  private final FormationStore formations;
  private final AutoscaleStore autoscales;
  private final Predicate<App> hasJobs;
  private final PlatformSettings platform;

  Afterwards(
      Postdeploy postdeploy,
      Inspector inspector,
      FormationStore formations,
      AutoscaleStore autoscales,
      Predicate<App> hasJobs,
      PlatformSettings platform) {
    this.postdeploy = postdeploy;
    this.inspector = inspector;
    this.formations = formations;
    this.autoscales = autoscales;
    this.hasJobs = hasJobs;
    this.platform = platform;
  }

  /**
   * What of it does not run, the postdeploy script, if it is its turn, and what the twelve-factor
   * check sees already. {@code former} is what was live before.
   */
  void of(App app, Release live, Optional<Release> former, Console console) {
    live.slug().ifPresent(slug -> standstill(app, slug, former, console));
    postdeploy.await(live);
    live.slug()
        .ifPresent(
            slug -> Summary.of(inspector.glance(slug), app.name().value()).forEach(console::line));
  }

  private void standstill(App app, Slug slug, Optional<Release> former, Console console) {
    Formation formation = formations.of(app.id());
    Standstill.lines(app.name(), slug, formation, autoscales.sleep(app.id()))
        .forEach(console::detail);
    new Unserved(app.name(), platform.url(app.name()), slug, formation)
        .lines(former.flatMap(Release::slug), hasJobs.test(app))
        .forEach(console::warning);
  }
}
