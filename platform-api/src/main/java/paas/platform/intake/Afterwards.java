package paas.platform.intake;

import paas.platform.app.App;
import paas.platform.deploy.Postdeploy;
import paas.platform.inspect.Inspector;
import paas.platform.inspect.Summary;
import paas.platform.release.Release;

/** What follows once a deploy is live; none of it changes that. */
final class Afterwards {
  private final Postdeploy postdeploy;
  private final Inspector inspector;

  Afterwards(Postdeploy postdeploy, Inspector inspector) {
    this.postdeploy = postdeploy;
    this.inspector = inspector;
  }

  /** The postdeploy script, if it is its turn, and what the twelve-factor check sees already. */
  void of(App app, Release live, Console console) {
    postdeploy.await(live);
    live.slug()
        .ifPresent(
            slug -> Summary.of(inspector.glance(slug), app.name().value()).forEach(console::line));
  }
}
