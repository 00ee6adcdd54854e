package paas.platform.api.guard;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.micronaut.web.router.UriRouteMatch;
import jakarta.inject.Named;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.Role;
import paas.platform.app.App;
import paas.platform.fault.Reason;
import paas.platform.fault.Rejected;

/**
 * The one door: before any route runs (or a WebSocket is upgraded), checks the permission that the
 * route declares. Leaves the {@link Caller}, and the app where one is concerned, on the request.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class Guard {
  static final String CALLER = "paas.caller";
  static final String CALL = "paas.call";

  /** The path variable that names an app, by name or id. */
  private static final String APP = "app";

  private final Roles roles;
  private final FailureLimiter limiter;
  private final Executor blocking;

  Guard(Roles roles, InstantSource clock, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.roles = roles;
    this.limiter = new FailureLimiter(clock);
    this.blocking = blocking;
  }

  /** Stays on the event loop where there is nothing to ask the store: see RunDoor. */
  @RequestFilter
  CompletionStage<HttpRequest<?>> check(HttpRequest<?> request) {
    Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
    if (route.isEmpty()) { // a 404 or 405 by itself
      return CompletableFuture.completedStage(request);
    }
    Permission permission = declared(route.get());
    return permission.needsUser()
        ? CompletableFuture.supplyAsync(() -> checked(request, route.get(), permission), blocking)
        : CompletableFuture.completedStage(request);
  }

  private static Permission declared(RouteMatch<?> route) {
    return route
        .getAnnotationMetadata()
        .enumValue(Allows.class, Permission.class)
        .orElseThrow(() -> Rejected.forbidden("This route is shut: it declares no permission."));
  }

  private HttpRequest<?> checked(
      HttpRequest<?> request, RouteMatch<?> route, Permission permission) {
    Caller caller = authenticate(request);
    request.setAttribute(CALLER, caller);
    if (permission.concernsApp()) {
      App app = roles.visible(caller.user(), appNamed(route));
      require(permission, roles.of(caller.user(), app));
      request.setAttribute(CALL, new AppCall(caller, app));
    } else {
      require(permission, Roles.of(caller.user()));
    }
    return request;
  }

  private static void require(Permission permission, Role role) {
    if (!permission.permits(role)) {
      throw Rejected.forbidden(
          permission == Permission.ADMIN
              ? "Only an admin of this platform may do that."
              : "Only the app's owner may do that.");
    }
  }

  private static String appNamed(RouteMatch<?> route) {
    return route instanceof UriRouteMatch<?, ?> match
        ? String.valueOf(match.getVariableValues().get(APP))
        : "";
  }

  private Caller authenticate(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      throw new Rejected(
          Reason.UNAUTHORIZED, "This needs an API token: send it as Bearer, or `paas login`.");
    }
    return Credentials.token(header).flatMap(roles::caller).orElseThrow(() -> failed(request));
  }

  private Rejected failed(HttpRequest<?> request) {
    return limiter.failed(request.getRemoteAddress().getAddress())
        ? new Rejected(
            Reason.RATE_LIMIT, "Too many failed attempts from your address: wait a minute.")
        : new Rejected(
            Reason.UNAUTHORIZED,
            "That API token is not valid (any more): `paas login` with another.");
  }
}
