package paas.platform.deploy;

import java.util.List;
import java.util.function.Consumer;
import paas.platform.app.App;
import paas.platform.app.Remnant;
import paas.runner.AppKey;

/** What is left to do once an app is gone from the store: its containers and all it kept. */
final class Teardown {
  private final Consumer<AppKey> containers;
  private final List<Remnant> remnants;

  /** {@code containers} removes all of an app's. */
  Teardown(Consumer<AppKey> containers, List<Remnant> remnants) {
    this.containers = containers;
    this.remnants = List.copyOf(remnants);
  }

  void remove(App app) {
    remnants.forEach(remnant -> remnant.end(app));
    containers.accept(new AppKey(app.id().toString(), app.name().value()));
    remnants.forEach(remnant -> remnant.remove(app));
  }
}
