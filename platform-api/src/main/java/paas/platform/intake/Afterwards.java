package paas.platform.intake;

import java.util.Optional;
import java.util.function.Function;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.autoscale.Autoscale;
import paas.platform.deploy.Postdeploy;
import paas.platform.inspect.Inspector;
import paas.platform.inspect.Summary;
import paas.platform.release.ProcessType;
import paas.platform.release.Release;

/** What follows once a deploy is live; none of it changes that. */
final class Afterwards {
  private final Postdeploy postdeploy;
  private final Inspector inspector;
  private final Function<AppId, Optional<Autoscale>> sleep;

  /** {@code sleep} is how an app's web process sleeps, if it does. */
  Afterwards(
      Postdeploy postdeploy, Inspector inspector, Function<AppId, Optional<Autoscale>> sleep) {
    this.postdeploy = postdeploy;
    this.sleep = sleep;
    this.inspector = inspector;
  }

  /**
   * Whether it sleeps again, the postdeploy script, if it is its turn, and what the twelve-factor
   * check sees already.
   */
  void of(App app, Release live, Console console) {
    sleep
        .apply(app.id())
        .filter(settings -> live.slug().filter(slug -> slug.has(ProcessType.WEB)).isPresent())
        .ifPresent(settings ->
            console.detail(
                "web is up; %s, and the next one wakes it".formatted(settings.sleepsAgain())));
    postdeploy.await(live);
    live.slug()
        .ifPresent(
            slug -> Summary.of(inspector.glance(slug), app.name().value()).forEach(console::line));
  }
}
