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
}
