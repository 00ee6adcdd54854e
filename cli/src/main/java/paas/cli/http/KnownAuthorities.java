package paas.cli.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes whom Java believes, and else whom the files of {@link Roots} do. */
final class KnownAuthorities extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager java;
  private final Roots others;

  // Guarded by this.
  private Optional<X509ExtendedTrustManager> files = Optional.empty();

  KnownAuthorities(X509ExtendedTrustManager java, Roots others) {
    this.java = java;
    this.others = others;
  }

  /** One way in which a trust manager is asked. */
  private interface Check {
    void by(X509ExtendedTrustManager manager) throws CertificateException;
  }

  private void check(Check check) throws CertificateException {
    try {
      check.by(java);
    } catch (CertificateException e) {
      if (!isUnknownAuthority(e)) {
        throw e;
      }
      check.by(files());
    }
  }

  private synchronized X509ExtendedTrustManager files() throws CertificateException {
    try {
      if (files.isEmpty()) {
        files = Optional.of(others.ofFiles());
      }
      return files.get();
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("The certificates of authorities cannot be used", e);
    }
  }

  /** Whether nobody who is known has issued the certificate; an expired one is another matter. */
  static boolean isUnknownAuthority(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof CertPathBuilderException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(manager -> manager.checkServerTrusted(chain, authType));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    java.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    java.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    java.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return java.getAcceptedIssuers();
  }
}
