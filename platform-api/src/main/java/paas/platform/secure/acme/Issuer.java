package paas.platform.secure.acme;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import paas.platform.cert.KeyedChain;

/** Who is asked for certificates. */
public interface Issuer {
  /** The address of its directory, which tells it from others. */
  String directory();

  /** How a hostname is shown to lead here, or to be ours. */
  enum Proof {
    HTTP_01,
    TLS_ALPN_01,
    /** The only one for wildcards. */
    DNS_01
  }

  /** Whether it issues for names of the public DNS only. */
  boolean isPublic();

  /** Whether it is a name that the public DNS never has. */
  static boolean isReserved(String hostname) {
    return hostname.endsWith(".localhost") || hostname.endsWith(".test");
  }

  /** Why this hostname cannot be proved by DNS; empty where it can. */
  Optional<String> dnsRefusal(String hostname);

  /** In turns: what stands before this machine may let only one of them through. */
  default Proof proof(String hostname, int attempt) {
    List<Proof> proofs = new ArrayList<>();
    if (!isWildcard(hostname)) {
      proofs.addAll(List.of(Proof.HTTP_01, Proof.TLS_ALPN_01));
    }
    if (isWildcard(hostname) || dnsRefusal(hostname).isEmpty()) {
      proofs.add(Proof.DNS_01);
    }
    return proofs.get(attempt % proofs.size());
  }

  static boolean isWildcard(String hostname) {
    return hostname.startsWith("*.");
  }

  /**
   * Has a certificate with a new key issued.
   *
   * @param replaced the authority's own for the same hostname, which an authority that gives {@link
   *     #advice} then counts in no limit; empty where there is none, or that was refused
   * @throws AcmeException saying why it is not issued
   */
  KeyedChain issue(String hostname, Proof proof, Optional<KeyedChain> replaced)
      throws AcmeException, InterruptedException;

  /** Before which it wants no other attempt, when it refused this one for too many; else now. */
  static Instant earliest(Exception refusal, Instant now) {
    return refusal instanceof AcmeRateLimitedException limited
        ? limited.getRetryAfter().orElse(now)
        : now;
  }

  /**
   * What the authority says of a certificate that it issued (RFC 9773): before it revokes many, it
   * has them renewed.
   *
   * @param from when the time begins in which it should be renewed
   * @param until when that ends
   * @param reason an address of the web; empty where it says none
   */
  record Advice(Instant from, Instant until, String reason) {}

  /**
   * Empty from one that gives none.
   *
   * @throws AcmeException if it does not answer
   */
  default Optional<Advice> advice(KeyedChain issued) throws AcmeException {
    return Optional.empty();
  }
}
