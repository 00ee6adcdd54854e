package paas.platform.release;

import java.util.Locale;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * A release that is tried with a part of its app's requests, beside the one that serves. It stays
 * rolling until it is promoted and succeeds, or fails.
 *
 * <pre>
 *   Starting ──► Serving ──► Promoted
 * </pre>
 */
public record Canary(
    AppId app, UUID release, ReleaseVersion version, Percent percent, Stage stage) {
  /** How far it is. */
  public enum Stage {
    /** It gets no requests before all of its instances are up. */
    STARTING,
    /** It gets its part; an instance that crashes is started again. */
    SERVING,
    /** It goes on while the release rolls out to all. */
    PROMOTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why no other release is made beside it, and what to do. */
  public String inTheWay() {
    return isPromoted()
        ? "Canary %s is being promoted: wait until it is live, or abort it with `paas releases:abort`."
            .formatted(version)
        : ("Canary %s gets %s of the app's requests: promote it with `paas releases:promote`, or"
                + " abort it with `paas releases:abort`, then try again.")
            .formatted(version, percent);
  }

  public boolean isStarting() {
    return stage == Stage.STARTING;
  }

  public boolean isPromoted() {
    return stage == Stage.PROMOTED;
  }
}
