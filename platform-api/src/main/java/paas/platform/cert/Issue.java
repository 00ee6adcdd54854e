package paas.platform.cert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import paas.platform.app.AppId;

/**
 * Where the automatic certificate of one hostname is.
 *
 * <pre>
 *   WAITING ─► ISSUING ─► ISSUED ─► (two thirds of its life) ISSUING
 *                 ▲  └──► FAILING
 *                 └── back-off ─┘
 * </pre>
 *
 * @param reason why it is not there; empty unless it fails
 * @param attempts that failed since the last success
 * @param nextAt not before then
 */
public record Issue(
    UUID id,
    AppId app,
    String hostname,
    IssueState state,
    String reason,
    int attempts,
    Instant nextAt,
    Instant updatedAt) {
  /** Authorities allow five failures per hostname and hour. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12));

  public static Issue waiting(AppId app, String hostname, Instant now) {
    return new Issue(UUID.randomUUID(), app, hostname, IssueState.WAITING, "", 0, now, now);
  }

  public Issue begin(Instant now) {
    return new Issue(id, app, hostname, IssueState.ISSUING, reason, attempts, nextAt, now);
  }

  public Issue issued(Instant renewAt, Instant now) {
    return new Issue(id, app, hostname, IssueState.ISSUED, "", 0, renewAt, now);
  }

  public Issue failed(String why, Instant now) {
    Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size() - 1));
    return new Issue(
        id, app, hostname, IssueState.FAILING, why, attempts + 1, now.plus(pause), now);
  }

  /** Somebody asked for it to be tried again at once. */
  public Issue hurried(Instant now) {
    return new Issue(id, app, hostname, IssueState.WAITING, reason, attempts, now, now);
  }

  public boolean isDue(Instant now) {
    return !now.isBefore(nextAt);
  }

  /** When two thirds of a certificate's life are over. */
  public static Instant renewal(CertificateFacts facts) {
    Duration life = Duration.between(facts.notBefore(), facts.notAfter());
    return facts.notBefore().plus(life.multipliedBy(2).dividedBy(3));
  }
}
