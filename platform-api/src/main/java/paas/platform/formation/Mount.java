package paas.platform.formation;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;
import paas.platform.app.DomainName;
import paas.platform.release.ProcessType;
import paas.router.http.PathPrefix;

/**
 * Paths of one of an app's domains that a process type of another app, the target, answers, or
 * another than web of the same app.
 */
public record Mount(
    UUID id,
    AppId app,
    DomainName host,
    PathPrefix path,
    AppId target,
    ProcessType process,
    Instant createdAt) {
  /** How many an app's domains may have in all: each request to them looks through its host's. */
  public static final int MAX_PER_APP = 50;

  @Override
  public String toString() {
    return host + path.value();
  }
}
