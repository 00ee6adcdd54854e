package paas.platform.intake;

import paas.platform.app.App;
import paas.platform.deploy.Postdeploy;
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

  Afterwards(
      Postdeploy postdeploy,
      Inspector inspector,
      FormationStore formations,
      AutoscaleStore autoscales) {
    this.postdeploy = postdeploy;
    this.inspector = inspector;
    this.formations = formations;
    this.autoscales = autoscales;
  }

  /**
   * What of it does not run, the postdeploy script, if it is its turn, and what the twelve-factor
   * check sees already.
   */
  void of(App app, Release live, Console console) {
    live.slug().ifPresent(slug -> standstill(app, slug, console));
    postdeploy.await(live);
    live.slug()
        .ifPresent(
            slug -> Summary.of(inspector.glance(slug), app.name().value()).forEach(console::line));
  }

  private void standstill(App app, Slug slug, Console console) {
    Standstill.lines(app.name(), slug, formations.of(app.id()), autoscales.sleep(app.id()))
        .forEach(console::detail);
  }
}
