package paas.platform.deploy;

import java.util.List;
import java.util.Optional;
import paas.platform.app.AppId;
import paas.platform.release.Release;
import paas.platform.release.ReleaseStatus;

/** Where the intent is stored, as the control loops need it. */
interface Intents {
  /** Absent when the app is gone. */
  Optional<AppIntent> load(AppId app);

  List<AppId> apps();

  /**
   * The canary is up, and gets its part of the requests.
   *
   * @return false when that was known, or it is over
   */
  boolean begun(Release release);

  /**
   * A final status never changes again.
   *
   * @return whether this one was stored
   */
  boolean mark(Release release, ReleaseStatus status);
}
