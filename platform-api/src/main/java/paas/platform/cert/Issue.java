package paas.platform.cert;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/** Where the automatic certificate of one hostname of an app is. */
public record Issue(UUID id, AppId app, String hostname, Progress progress) {
  public static Issue waiting(AppId app, String hostname, Instant now) {
    return new Issue(UUID.randomUUID(), app, hostname, Progress.waiting(now));
  }

  public IssueState state() {
    return progress.state();
  }

  public String reason() {
    return progress.reason();
  }

  public int attempts() {
    return progress.attempts();
  }

  public Instant nextAt() {
    return progress.nextAt();
  }

  public Instant updatedAt() {
    return progress.updatedAt();
  }

  public Issue begin(Instant now) {
    return with(progress.begin(now));
  }

  public Issue issued(Instant renewAt, Instant now) {
    return with(progress.issued(renewAt, now));
  }

  public Issue failed(String why, Instant now) {
    return with(progress.failed(why, now));
  }

  public Issue hurried(Instant now) {
    return with(progress.hurried(now));
  }

  private Issue with(Progress next) {
    return new Issue(id, app, hostname, next);
  }

  public boolean isDue(Instant now) {
    return progress.isDue(now);
  }
}
