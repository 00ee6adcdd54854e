package paas.platform.release;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.config.ConfigVars;

/**
 * One release of an app: what runs (absent before the first build) with which config, who made it,
 * when and why. Only its status ever changes.
 */
public record Release(
    UUID id,
    AppId app,
    ReleaseVersion version,
    Optional<Slug> slug,
    ConfigVars config,
    String description,
    String by,
    Instant createdAt,
    ReleaseStatus status,
    Instant updatedAt) {

  public Release in(ReleaseStatus next, Instant at) {
    return new Release(id, app, version, slug, config, description, by, createdAt, next, at);
  }

  /** Whether a rollback to it makes sense: it went live once and has an image. */
  public boolean eligibleForRollback() {
    return slug.isPresent() && status instanceof ReleaseStatus.Succeeded;
  }
}
