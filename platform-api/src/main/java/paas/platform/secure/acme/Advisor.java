package paas.platform.secure.acme;

import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paas.platform.cert.KeyedChain;

/**
 * Asks the authority now and then whether it wants a certificate renewed sooner than planned, as
 * one does that is about to revoke it. Belongs to one thread.
 */
final class Advisor {
  private static final Logger LOG = LoggerFactory.getLogger(Advisor.class);

  /** What RFC 9773 has for where the answer does not say. */
  private static final Duration PAUSE = Duration.ofHours(6);

  /** One that is away must not hold up all others once for each certificate. */
  private static final Duration SILENCE = Duration.ofHours(1);

  /** Of different certificates in a row; then it is not the certificates. */
  private static final int FAILURES = 3;

  /** Questions in one turn: new hostnames must not wait behind those of a thousand old ones. */
  private static final int MOST = 20;

  /** None is begun later in a turn. */
  private static final Duration TURN = Duration.ofSeconds(30);

  /** One that is renewed and at once to be renewed again would be so without end. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private static final int PARTS = 1 << 16;

  private final Issuer authority;
  private final Map<String, Instant> asked = new HashMap<>();
  private @Nullable Instant silent;
  private Instant begun = Instant.EPOCH;
  private int left = MOST;
  private int failures;

  Advisor(Issuer authority) {
    this.authority = authority;
  }

  /** Begins a turn of all certificates. */
  void begin(Instant now) {
    left = MOST;
    begun = now;
    asked.values().removeIf(last -> isDue(last, PAUSE, now));
  }

  /** When to renew it sooner than planned, and an address that says why, or nothing. */
  record Sooner(Instant at, String reason) {}

  /**
   * @param planned when it is renewed otherwise
   * @return empty where that is fine, or nobody was asked
   */
  Optional<Sooner> sooner(String hostname, KeyedChain issued, Instant planned, Instant now) {
    boolean mayAsk = left > 0 && now.isBefore(begun.plus(TURN)) && isDue(silent, SILENCE, now);
    Instant from = issued.facts().notBefore();
    boolean isYoung = !now.isBefore(from) && now.isBefore(from.plus(YOUNG));
    if (!mayAsk || isYoung || !isDue(asked.get(hostname), PAUSE, now)) {
      return Optional.empty();
    }
    left--;
    asked.put(hostname, now);
    try {
      Optional<Issuer.Advice> told = authority.advice(issued);
      failures = 0;
      return told.map(advice -> new Sooner(within(advice, issued), advice.reason()))
          .filter(sooner -> sooner.at().isBefore(planned));
    } catch (AcmeException | RuntimeException e) {
      failures++;
      if (failures >= FAILURES || isAway(e)) {
        failures = 0;
        silent = now;
      }
      LOG.warn("When to renew the certificate for {} could not be asked", hostname, e);
      return Optional.empty();
    }
  }

  private static boolean isAway(Exception e) {
    return e instanceof AcmeNetworkException
        || e instanceof AcmeRateLimitedException
        || e instanceof UncheckedIOException;
  }

  /** What a clock said that was set back since holds nothing up. */
  private static boolean isDue(@Nullable Instant last, Duration pause, Instant now) {
    return last == null || now.isBefore(last) || !now.isBefore(last.plus(pause));
  }

  /** Somewhere, as the RFC has it, but each time in the same place: a serial number is random. */
  private static Instant within(Issuer.Advice advice, KeyedChain issued) {
    Duration window = Duration.between(advice.from(), advice.until());
    BigInteger serial = issued.own().getSerialNumber();
    int part = serial.mod(BigInteger.valueOf(PARTS)).intValue();
    return window.isNegative()
        ? advice.from()
        : advice
            .from()
            .plus(window.dividedBy(PARTS).multipliedBy(part))
            .truncatedTo(ChronoUnit.SECONDS);
  }
}
