package paas.router.http.proxy;

import org.jspecify.annotations.Nullable;
import paas.router.http.message.Forwarding;
import paas.router.http.message.Reply;
import paas.router.http.message.RequestHead;
import paas.router.tls.LiveTls;
import paas.router.tls.Secured;

/**
 * What is answered before an app is looked at, whatever state it is in: the questions of
 * certificate authorities, and plain HTTP where HTTPS is wanted.
 */
final class Threshold {
  private static final String ACME = "/.well-known/acme-challenge/";

  private Threshold() {}

  /** Null when the request goes on to its app. */
  static @Nullable Reply reply(Tls tls, Forwarding request) {
    RequestHead head = request.head();
    LiveTls table = tls.current();
    if (head.path().startsWith(ACME)) {
      String answer = table.answer(head.host(), head.path().substring(ACME.length()));
      if (answer != null) {
        return Reply.text(answer);
      }
    }
    Secured certificate = table.find(head.host());
    boolean goesOn =
        certificate == null
            || !certificate.redirects()
            || !tls.isOn()
            || request.protocol().equals("https")
            || !head.path().startsWith("/");
    return goesOn ? null : Reply.overHttps(head, tls.port().get());
  }
}
