package paas.router.http.proxy;

import io.netty.util.AsciiString;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import paas.router.http.AddressBlock;
import paas.router.http.BasicAuth;
import paas.router.http.RateLimit;
import paas.router.http.RouteSettings;
import paas.router.http.Target;
import paas.router.http.Visitors;
import paas.router.http.balance.LiveRoute;
import paas.router.http.message.Failure;
import paas.router.http.message.Forwarding;
import paas.router.http.message.TrustedProxies;

/** What an app's settings ask of a request before the app has it, cheapest first. */
final class Gate {
  private static final AsciiString AUTHORIZATION = AsciiString.cached("authorization");
  private static final long SECOND = 1_000_000_000L;

  /**
   * Why a request goes no further.
   *
   * @param field a header line for the client, or empty
   */
  record Refusal(Failure failure, String field) {}

  private final TrustedProxies trusted;
  private final RateLimiter limiter;

  Gate(TrustedProxies trusted, RateLimiter limiter) {
    this.trusted = trusted;
    this.limiter = limiter;
  }

  /**
   * Null when the request may go on.
   *
   * @param counted whether it was counted before, where requests are counted
   */
  @Nullable Refusal check(LiveRoute route, Forwarding request, long nowNanos, boolean counted) {
    RouteSettings settings = route.settings();
    if (!settings.demanding()) {
      return null;
    }
    Refusal refusal = checkAddress(route, request, nowNanos, counted);
    if (refusal == null && !(route.target() instanceof Target.Moved)) {
      refusal = checkPassword(settings.visitors(), request);
    }
    if (refusal == null && request.head().announcedLength() > settings.bodyLimit()) {
      refusal = new Refusal(Failure.BODY_TOO_LARGE, "");
    }
    return refusal;
  }

  private @Nullable Refusal checkAddress(
      LiveRoute route, Forwarding request, long nowNanos, boolean counted) {
    Visitors visitors = route.settings().visitors();
    if (visitors.allow().isEmpty() && visitors.rate().isEmpty()) {
      return null;
    }
    InetAddress client = trusted.client(request.client().address(), request.head().forwardedFor());
    if (!isAllowed(visitors, client)) {
      return new Refusal(Failure.NOT_ALLOWED, "");
    }
    RateLimit rate = visitors.rate().orElse(null);
    String app = route.app().map(found -> found.id()).orElse("");
    long wait = rate == null || counted ? 0 : limiter.take(app, client, rate, nowNanos);
    return wait == 0
        ? null
        : new Refusal(Failure.RATE_LIMIT, "Retry-After: " + (wait + SECOND - 1) / SECOND);
  }

  private static boolean isAllowed(Visitors visitors, InetAddress client) {
    for (AddressBlock block : visitors.allow()) {
      if (block.contains(client)) {
        return true;
      }
    }
    return visitors.allow().isEmpty();
  }

  private static @Nullable Refusal checkPassword(Visitors visitors, Forwarding request) {
    BasicAuth auth = visitors.basicAuth().orElse(null);
    return auth == null || auth.admits(request.head().field(AUTHORIZATION))
        ? null
        : new Refusal(
            Failure.UNAUTHORIZED, "WWW-Authenticate: Basic realm=\"app\", charset=\"UTF-8\"");
  }
}
