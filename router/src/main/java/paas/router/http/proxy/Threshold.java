package paas.router.http.proxy;

import org.jspecify.annotations.Nullable;
import paas.router.http.Target;
import paas.router.http.balance.LiveRoute;
import paas.router.http.balance.LiveTable;
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
  static @Nullable Reply reply(Worker worker, Forwarding request) {
    RequestHead head = request.head();
    Tls tls = worker.tls();
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
    return goesOn
        ? null
        : Reply.overHttps(
            head, destination(head, table, worker.tables().current()), tls.port().get());
  }

  /** Straight to the canonical hostname, so that nobody is sent on twice. */
  private static String destination(RequestHead head, LiveTls table, LiveTable routes) {
    LiveRoute route = routes.find(head.host(), head.path());
    if (route != null && route.target() instanceof Target.Moved moved) {
      String canonical = moved.to().value();
      return table.find(canonical) == null ? head.host() : canonical;
    }
    return head.host();
  }
}
