package paas.platform.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.release.ReleaseVersion;

/** One build of an app: of which commit, by whom, how it ended, and by what means. */
public record BuildRecord(
    UUID id,
    AppId app,
    BuildStatus status,
    String commit,
    String by,
    Instant createdAt,
    Instant updatedAt,
    BuildMeans means) {

  /** The release that it became. */
  public Optional<ReleaseVersion> release() {
    return status instanceof BuildStatus.Succeeded succeeded
        ? Optional.of(succeeded.release())
        : Optional.empty();
  }

  /** Why it failed; empty when it did not. */
  public String failure() {
    return status instanceof BuildStatus.Failed failed ? failed.why() : "";
  }
}
