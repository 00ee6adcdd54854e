package paas.platform.deploy;

import java.util.Optional;
import paas.platform.app.App;
import paas.platform.release.Release;

/** Runs a release's {@code release} process once, in a one-off of that release. */
interface ReleasePhase {
  /**
   * Blocks until it ended, an hour at most; a recall stops it. Returns why it failed, or nothing.
   */
  Optional<String> run(App app, Release release, Recall recall);
}
