package paas.platform.secure.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.JSON;

/** Asks an authority when it wants a certificate renewed (RFC 9773), which takes no account. */
final class RenewalAdvice {
  private RenewalAdvice() {}

  static boolean isOfferedBy(Session session) throws AcmeException {
    return session.resourceUrlOptional(Resource.RENEWAL_INFO).isPresent();
  }

  /** Empty where the authority has no such advice. */
  static Optional<Issuer.Advice> of(Session session, X509Certificate certificate)
      throws AcmeException {
    Optional<URL> place = session.resourceUrlOptional(Resource.RENEWAL_INFO);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = session.connect()) {
      String of = place.get() + "/" + AcmeUtils.getRenewalUniqueIdentifier(certificate);
      connection.sendRequest(URI.create(of).toURL(), session, null);
      return Optional.of(read(connection.readJsonResponse()));
    } catch (MalformedURLException | IllegalArgumentException | AcmeProtocolException e) {
      throw new AcmeException("Its advice on renewals cannot be read: " + e.getMessage(), e);
    }
  }

  private static Issuer.Advice read(JSON told) {
    JSON window = told.get("suggestedWindow").asObject();
    return new Issuer.Advice(
        window.get("start").asInstant(),
        window.get("end").asInstant(),
        told.get("explanationURL").optional().map(JSON.Value::asString).orElse(""));
  }
}
