package paas.platform.deploy;

import java.util.List;
import paas.platform.app.App;
import paas.platform.app.Remnant;
import paas.runner.AppKey;
import paas.runner.Instances;

/** What is left to do once an app is gone from the store: its containers and all it kept. */
final class Teardown {
  private final Instances instances;
  private final List<Remnant> remnants;

  Teardown(Instances instances, List<Remnant> remnants) {
    this.instances = instances;
    this.remnants = List.copyOf(remnants);
  }

  void remove(App app) {
    instances.removeApp(new AppKey(app.id().toString(), app.name().value()));
    remnants.forEach(remnant -> remnant.remove(app));
  }
}
