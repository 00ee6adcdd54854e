package paas.router.http.proxy;

import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import paas.router.tls.ClientTrust;

/**
 * What a client showed of itself in the handshake, where it was asked.
 *
 * @param asked whose certificates it was asked for, and has one of, if any
 * @param field its certificate as the value of {@code Client-Cert} (RFC 9440); empty without one
 */
record Presented(ClientTrust asked, String field) {
  /** Once the handshake is over. */
  static Presented in(SSLSession session, ClientTrust asked) {
    try {
      byte[] own = session.getPeerCertificates()[0].getEncoded();
      return new Presented(asked, ":" + Base64.getEncoder().encodeToString(own) + ":");
    } catch (SSLPeerUnverifiedException e) {
      return new Presented(asked, "");
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate that was read cannot be written", e);
    }
  }

  boolean proves(ClientTrust needed) {
    return !field.isEmpty() && asked.believesAs(needed);
  }
}
