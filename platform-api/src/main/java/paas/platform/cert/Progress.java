package paas.platform.cert;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How far an automatic certificate is.
 *
 * <pre>
 *   WAITING ─► ISSUING ─► ISSUED ─► (two thirds of its life) ISSUING
 *                 ▲  └──► FAILING
 *                 └── back-off ─┘
 * </pre>
 *
 * @param reason why it is not there; empty unless it fails
 * @param attempts that failed since the last success
 * @param nextAt not before then; a pause ends with a whole second, as people are told of it
 */
public record Progress(
    IssueState state, String reason, int attempts, Instant nextAt, Instant updatedAt) {
  /** Authorities allow five failures per hostname and hour. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final Duration LONGEST = Duration.ofDays(7);

  public static Progress waiting(Instant now) {
    return new Progress(IssueState.WAITING, "", 0, now, now);
  }

  public Progress begin(Instant now) {
    return new Progress(IssueState.ISSUING, reason, attempts, nextAt, now);
  }

  public Progress issued(Instant renewAt, Instant now) {
    return new Progress(IssueState.ISSUED, "", 0, renewAt, now);
  }

  /**
   * @param earliest before which the authority wants no other attempt; a week at most is believed
   */
  public Progress failed(String why, Instant earliest, Instant now) {
    Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size() - 1));
    Duration wanted = Duration.between(now, earliest);
    Duration believed = wanted.compareTo(LONGEST) < 0 ? wanted : LONGEST;
    Instant next = now.plus(believed.compareTo(pause) < 0 ? pause : believed);
    return new Progress(
        IssueState.FAILING, why, attempts + 1, next.truncatedTo(ChronoUnit.SECONDS), now);
  }

  /** The authority wants this certificate renewed sooner than at two thirds of its life. */
  public Progress sooner(Instant at) {
    return new Progress(state, reason, attempts, at, updatedAt);
  }

  /** Somebody asked for it to be tried again at once. */
  public Progress hurried(Instant now) {
    return new Progress(IssueState.WAITING, reason, attempts, now, now);
  }

  /** What a clock said that was set back since holds nothing up. */
  public boolean isDue(Instant now) {
    boolean setBack = now.isBefore(updatedAt);
    return state == IssueState.ISSUED
        ? !now.isBefore(nextAt) && (setBack || !isInVain(now))
        : !now.isBefore(nextAt) || setBack;
  }

  /** One that was due when it came, by this clock: another would be as old. */
  private boolean isInVain(Instant now) {
    return !nextAt.isAfter(updatedAt) && now.isBefore(updatedAt.plus(PAUSES.getLast()));
  }

  /** When two thirds of a certificate's life are over. */
  public static Instant renewal(CertificateFacts facts) {
    Duration life = Duration.between(facts.notBefore(), facts.notAfter());
    return facts
        .notBefore()
        .plus(life.multipliedBy(2).dividedBy(3))
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
