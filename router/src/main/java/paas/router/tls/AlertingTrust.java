package paas.router.tls;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges as another does, and says why not in BoringSSL's terms, of which it makes the alert (RFC
 * 8446, 6.2). Netty tells it of ends and revocations only; all else would be the router's own
 * failure, {@code internal_error}.
 */
final class AlertingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;

  AlertingTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static void alerting(Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw translated(e);
    }
  }

  private static CertificateException translated(CertificateException refused) {
    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException && cause.getCause() == null) {
        return ofUnknownAuthority(refused);
      }
      if (cause instanceof CertPathValidatorException invalid) {
        return translated(refused, invalid.getReason());
      }
    }
    return new OpenSslCertificateException(refused, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
  }

  private static CertificateException translated(CertificateException refused, Reason reason) {
    if (reason == BasicReason.EXPIRED
        || reason == BasicReason.NOT_YET_VALID
        || reason == BasicReason.REVOKED) {
      return refused;
    }
    // A namesake of the authority signed it.
    return reason == BasicReason.INVALID_SIGNATURE || reason == PKIXReason.NO_TRUST_ANCHOR
        ? ofUnknownAuthority(refused)
        : new OpenSslCertificateException(refused, CertificateVerifier.X509_V_ERR_CERT_REJECTED);
  }

  private static CertificateException ofUnknownAuthority(CertificateException refused) {
    return new OpenSslCertificateException(
        refused, CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    alerting(() -> judge.checkClientTrusted(chain, kind, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    alerting(() -> judge.checkClientTrusted(chain, kind, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    alerting(() -> judge.checkClientTrusted(chain, kind));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
      throws CertificateException {
    judge.checkServerTrusted(chain, kind, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(chain, kind, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    judge.checkServerTrusted(chain, kind);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
