package paas.router.http.proxy;

import org.jspecify.annotations.Nullable;
import paas.router.http.RoutedApp;
import paas.router.http.balance.LiveRoute;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.tls.ClientTrust;
import paas.router.tls.LiveTls;
import paas.router.tls.Secured;

/**
 * Whether a client is one that its app lets in, by the certificate that it showed. Asked of each
 * request anew: by which hostname, connection and path it came says nothing of the app that it is
 * for, and whom an app believes changes.
 *
 * @param refusal why the request goes no further; null when it may
 * @param field the client's certificate, for the app; empty where there is none
 */
record Proof(@Nullable Failure refusal, String field) {
  private static final Proof NOT_NEEDED = new Proof(null, "");

  static Proof of(LiveTls table, LiveRoute route, Forwarding request, Client client) {
    ClientTrust needed = table.asksClients() ? needed(table, route) : null;
    if (needed == null) {
      return NOT_NEEDED;
    }
    Presented presented = client.presented();
    if (presented != null && presented.proves(needed)) {
      return new Proof(null, presented.field());
    }
    if (!needed.required()) {
      return NOT_NEEDED;
    }
    boolean wrongConnection = request.client().secure() && isAskedAnew(table, request, needed);
    boolean asked = presented != null && presented.asked().equals(needed);
    return new Proof(
        wrongConnection && !asked ? Failure.MISDIRECTED : Failure.CLIENT_CERTIFICATE, "");
  }

  private static @Nullable ClientTrust needed(LiveTls table, LiveRoute route) {
    RoutedApp app = route.app().orElse(null);
    return app == null ? null : table.clientsOf(app.id());
  }

  /** Whether a connection that is made for the same hostname now would have to show it. */
  private static boolean isAskedAnew(LiveTls table, Forwarding request, ClientTrust needed) {
    Secured certificate = table.find(request.head().host());
    return certificate != null && needed.equals(certificate.clients());
  }
}
