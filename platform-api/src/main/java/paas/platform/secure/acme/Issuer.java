package paas.platform.secure.acme;

import org.shredzone.acme4j.exception.AcmeException;
import paas.platform.cert.KeyedChain;

/** Who is asked for certificates. */
public interface Issuer {
  /** How a hostname is shown to lead here. */
  enum Proof {
    HTTP_01,
    TLS_ALPN_01
  }

  /** Whether it issues for names of the public DNS only. */
  boolean isPublic();

  /**
   * Has a certificate with a new key issued.
   *
   * @throws AcmeException saying why it is not issued
   */
  KeyedChain issue(String hostname, Proof proof) throws AcmeException, InterruptedException;
}
