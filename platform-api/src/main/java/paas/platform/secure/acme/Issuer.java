package paas.platform.secure.acme;

import java.util.Optional;
import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.KeyedChain;

/** Who is asked for certificates. */
public interface Issuer {
  /** How a hostname is shown to lead here, or to be ours. */
  enum Proof {
    HTTP_01,
    TLS_ALPN_01,
    /** The only one for wildcards. */
    DNS_01
  }

  /** Whether it issues for names of the public DNS only. */
  boolean isPublic();

  /** Why this hostname cannot be proved by DNS; empty where it can. */
  Optional<String> dnsRefusal(String hostname);

  /**
   * Has a certificate with a new key issued.
   *
   * @throws AcmeException saying why it is not issued
   */
  KeyedChain issue(String hostname, Proof proof) throws AcmeException, InterruptedException;
}
