package paas.platform.cert;

import java.time.Instant;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * Where the automatic certificate of one hostname of an app is.
 *
 * @param directory the address of the authority that is asked; empty where it is not known yet
 */
public record Issue(UUID id, AppId app, String hostname, String directory, Progress progress) {
  public static Issue waiting(AppId app, String hostname, String directory, Instant now) {
    return new Issue(UUID.randomUUID(), app, hostname, directory, Progress.waiting(now));
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

  /**
   * @param earliest before which the authority wants no other attempt
   */
  public Issue failed(String why, Instant earliest, Instant now) {
    return with(progress.failed(why, earliest, now));
  }

  public Issue sooner(Instant at) {
    return with(progress.sooner(at));
  }

  public Issue hurried(Instant now) {
    return with(progress.hurried(now));
  }

  private Issue with(Progress next) {
    return new Issue(id, app, hostname, directory, next);
  }

  /** The same, known to be with this authority. */
  public Issue at(String authority) {
    return new Issue(id, app, hostname, authority, progress);
  }

  public boolean isDue(Instant now) {
    return progress.isDue(now);
  }
}
