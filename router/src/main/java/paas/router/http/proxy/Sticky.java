package paas.router.http.proxy;

import io.netty.util.AsciiString;
import paas.router.http.balance.LiveEndpoint;
import paas.router.http.balance.LiveRoute;
import paas.router.http.message.Forwarding;

/** The cookie that sends a client to the instance that it was sent to before. */
final class Sticky {
  private static final AsciiString COOKIE = AsciiString.cached("cookie");
  private static final String NAME = "paas-instance=";

  private Sticky() {}

  /** The tokens that the client brought, one or several; empty when it has none. */
  static String tokens(Forwarding request) {
    String cookies = request.head().field(COOKIE);
    int at = cookies.indexOf(NAME);
    return at < 0 ? "" : cookies.substring(at);
  }

  /** The header line that gives the client its token; empty when it has it. */
  static String field(LiveRoute route, LiveEndpoint endpoint, Forwarding request) {
    if (tokens(request).contains(endpoint.token())) {
      return "";
    }
    String path = route.route().path().isRoot() ? "/" : route.route().path().value();
    String secure = request.protocol().equals("https") ? "; Secure" : "";
    return "Set-Cookie: "
        + NAME
        + endpoint.token()
        + "; Path="
        + path
        + "; HttpOnly; SameSite=Lax"
        + secure;
  }
}
