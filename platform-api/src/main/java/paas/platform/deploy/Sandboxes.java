package paas.platform.deploy;

import paas.platform.app.AppId;
import paas.platform.release.ProcessType;
import paas.runner.Sandbox;

/**
 * As whom the processes of a type run and what they may write to, by what is set at this moment.
 */
@FunctionalInterface
public interface Sandboxes {
  Sandbox of(AppId app, ProcessType type);

  /** The same, with what is kept for any type of the app. */
  default Sandbox ofOneOff(AppId app, ProcessType type) {
    return of(app, type);
  }
}
