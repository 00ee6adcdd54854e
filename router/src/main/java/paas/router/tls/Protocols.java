package paas.router.tls;

import java.util.List;

/** What the router offers by ALPN, the most wanted first. */
public final class Protocols {
  public static final String HTTP_2 = "h2";

  public static final String HTTP_1_1 = "http/1.1";

  /** Only for certificate authorities that validate a name (RFC 8737). */
  public static final String ACME = "acme-tls/1";

  static final List<String> OFFERED = List.of(HTTP_2, HTTP_1_1);

  private Protocols() {}
}
