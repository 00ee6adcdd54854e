package paas.cli.http;

import java.security.cert.CertificateException;

/** A file of authorities that the user named cannot be used; the message says which and why. */
public final class UnreadableRoots extends CertificateException {
  UnreadableRoots(String message) {
    super(message);
  }
}
