package paas.platform.oneoff.reach;

import paas.platform.app.App;
import paas.runner.Instance;
import paas.runner.State;

/** An instance that runs, of the app that it was asked for. */
record Target(App app, Instance instance, State.Running state) {
  /** {@code web.1}. */
  String name() {
    return instance.name();
  }

  @Override
  public String toString() {
    return name() + " of app '" + app.name() + "'";
  }
}
