package paas.router.tls;

/**
 * A certificate chain, the server's own first, and its private key.
 *
 * @param chain PEM
 * @param key PKCS#8 as PEM; never printed
 */
public record KeyPairPem(String chain, String key) {
  @Override
  public String toString() {
    return "KeyPairPem[" + chain.length() + " characters of chain, key hidden]";
  }
}
