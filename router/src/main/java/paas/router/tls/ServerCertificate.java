package paas.router.tls;

import java.util.List;

/**
 * A certificate and the names that it is shown for, which its publisher chose: what the certificate
 * itself says is not asked, so that nobody captures a name by a certificate of their own making.
 *
 * @param id what reports call it
 * @param asking the app whose {@link ClientTrust} says what clients show, or {@link #NOBODY}
 */
public record ServerCertificate(
    String id, List<ServedName> names, KeyPairPem pair, HttpsPolicy policy, String asking) {
  /** Clients show nothing. */
  public static final String NOBODY = "";

  public ServerCertificate {
    names = List.copyOf(names);
  }

  /** One whose clients show nothing. */
  public ServerCertificate(String id, List<ServedName> names, KeyPairPem pair, HttpsPolicy policy) {
    this(id, names, pair, policy, NOBODY);
  }

  /** The same with another's clients. */
  public ServerCertificate asking(String app) {
    return new ServerCertificate(id, names, pair, policy, app);
  }
}
