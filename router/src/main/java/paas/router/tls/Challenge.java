package paas.router.tls;

import paas.router.http.Hostname;

/** How a certificate authority is shown that a name leads here (RFC 8555, 8; RFC 8737). */
public sealed interface Challenge {
  Hostname host();

  /** The answer to {@code /.well-known/acme-challenge/TOKEN} over plain HTTP. */
  record Http(Hostname host, String token, String answer) implements Challenge {}

  /** The certificate that clients get who offer the protocol {@code acme-tls/1}. */
  record Alpn(Hostname host, KeyPairPem pair) implements Challenge {}
}
