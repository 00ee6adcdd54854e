package paas.router.tls;

import java.util.List;

/**
 * A certificate and the names that it is shown for, which its publisher chose: what the certificate
 * itself says is not asked, so that nobody captures a name by a certificate of their own making.
 *
 * @param id what reports call it
 */
public record ServerCertificate(
    String id, List<ServedName> names, KeyPairPem pair, HttpsPolicy policy) {
  public ServerCertificate {
    names = List.copyOf(names);
  }
}
