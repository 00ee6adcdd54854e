package paas.platform.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import paas.platform.access.Allows;
import paas.platform.access.Permission;
import paas.platform.access.Role;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.store.AppStore;
import paas.platform.store.CollaboratorStore;
import paas.platform.store.DomainStore;
import paas.platform.store.FormationStore;
import paas.platform.store.RecipeStore;
import paas.platform.store.ReleaseStore;

/** Every route of the server, whoever wrote it, by every role. */
@ExtendWith(TestPlatform.Extension.class)
class RoutePermissionsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)(:[^}]*)?}");
  private static final int ROUTES_AT_LEAST = 60;

  private record Route(HttpMethod method, String template, Optional<Permission> permission) {
    /** Git's own protocol is not JSON: only the door is tried there. */
    boolean git() {
      return template.contains(".git");
    }

    String path(App app) {
      return VARIABLE.matcher(template).replaceAll(match -> sample(match.group(1), app));
    }

    private static String sample(String variable, App app) {
      return switch (variable) {
        case "app" -> app.name().value();
        case "type" -> "web";
        case "dyno" -> "web.1";
        case "release" -> "1";
        case "volume" -> "data";
        case "user", "collaborator" -> "nobody@example.com";
        default -> "0d1c8ecc-0f5c-4f5c-9a5c-0d1c8ecc0f5c";
      };
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  private final TestPlatform platform;
  private final List<Route> routes;
  private User owner;
  private final User collaborator;
  private final Map<Role, Requests> callers = new EnumMap<>(Role.class);
  private App app;
  private int made;

  RoutePermissionsTest(TestPlatform platform) {
    this.platform = platform;
    this.routes = routes(platform);
    this.owner = platform.user();
    this.collaborator = platform.user();
    this.app = platform.app(owner);
    callers.put(Role.ANONYMOUS, platform.anonymous());
    callers.put(Role.STRANGER, platform.as(platform.user()));
    callers.put(Role.COLLABORATOR, platform.as(collaborator));
    callers.put(Role.OWNER, platform.as(owner));
    callers.put(Role.ADMIN, platform.as(platform.user(true)));
  }

  private static List<Route> routes(TestPlatform platform) {
    List<Route> routes = new ArrayList<>();
    for (UriRouteInfo<?, ?> info : platform.bean(Router.class).uriRoutes().toList()) {
      if (info.getHttpMethod() != HttpMethod.HEAD) {
        routes.add(
            new Route(
                info.getHttpMethod(),
                info.getUriMatchTemplate().toString(),
                info.getAnnotationMetadata().enumValue(Allows.class, Permission.class)));
      }
    }
    return routes;
  }

  @BeforeEach
  void aFreshApp() {
    app = freshApp();
  }

  /** One owner may not have as many as all routes and roles need. */
  private App freshApp() {
    if (++made % 100 == 0) {
      owner = platform.user();
      callers.put(Role.OWNER, platform.as(owner));
    }
    App fresh = platform.app(owner);
    platform.collaborate(fresh, collaborator);
    return fresh;
  }

  @Test
  void everyRouteDeclaresItsPermission() {
    assertTrue(routes.size() >= ROUTES_AT_LEAST, routes.size() + " routes");
    assertEquals(List.of(), routes.stream().filter(route -> route.permission().isEmpty()).toList());
  }

  @Test
  void whoMayNotIsRefusedAndNothingChanges() {
    String before = state(app);
    int woken = platform.fleet.woken.size();

    for (Route route : routes) {
      for (Role role : Role.values()) {
        refusal(route.permission().orElseThrow(), role)
            .ifPresent(status -> tryAt(route, role).expect(status));
      }
    }

    assertEquals(before, state(app));
    assertEquals(woken, platform.fleet.woken.size());
    assertEquals(List.of(), platform.journal.events(app.id()));
  }

  /** The status that this role gets, if it is refused. */
  private static Optional<Integer> refusal(Permission permission, Role role) {
    if (permission.permits(role)) {
      return Optional.empty();
    }
    if (role == Role.ANONYMOUS) {
      return Optional.of(401);
    }
    return Optional.of(permission.concernsApp() && role == Role.STRANGER ? 404 : 403);
  }

  private Answer tryAt(Route route, Role role) {
    String body = route.method() == HttpMethod.GET ? "" : "{}";
    return callersFor(role).send(route.method().name(), route.path(app), body);
  }

  private Requests callersFor(Role role) {
    return Optional.ofNullable(callers.get(role)).orElseThrow();
  }

  @Test
  void whoMayIsLetIn() {
    for (Route route : routes) {
      for (Role role : Role.values()) {
        Permission permission = route.permission().orElseThrow();
        if (permission.permits(role) && permission != Permission.LINK && !route.git()) {
          app = freshApp();
          assertLetIn(route, role, tryAt(route, role));
        }
      }
    }
  }

  /** What the request itself lacks may be said, but neither who asks nor that there is no app. */
  private static void assertLetIn(Route route, Role role, Answer answer) {
    String all = route + " by " + role + ": " + answer.status() + " " + answer.body();
    assertTrue(answer.status() != 401 && answer.status() != 403 && answer.status() < 500, all);
    assertTrue(!answer.body().contains("\"resource\":\"app\""), all);
  }

  @Test
  void aLinkWithAWrongSecretLeadsNowhere() {
    for (Route route : routes) {
      if (route.permission().equals(Optional.of(Permission.LINK))) {
        int status = tryAt(route, Role.ADMIN).status();
        assertTrue(status == 404 || status == 400, route + ": " + status);
      }
    }
  }

  @Test
  void anAppThatOneMayNotSeeAnswersLikeOneThatDoesNotExist() {
    Requests stranger = callersFor(Role.STRANGER);

    String missing = missing(stranger, "no-such-app-here", "");
    assertEquals(missing, missing(stranger, app.name().value(), ""));
    assertEquals(missing, missing(stranger, app.name().value(), "/config-vars"));
    assertEquals(missing, missing(stranger, app.id().toString(), "/config-vars"));
    assertEquals(missing, missing(stranger, UUID.randomUUID().toString(), "/config-vars"));
  }

  /** The answer, with what was asked for left out: nothing else may differ. */
  private static String missing(Requests requests, String asked, String below) {
    String body = requests.get("/apps/" + asked + below).expect(404).body();
    assertTrue(body.contains("'" + asked + "'"), body);
    return body.replace(asked, "APP");
  }

  private String state(App of) {
    return String.join(
        "\n",
        platform.bean(AppStore.class).find(of.id()).toString(),
        platform.bean(FormationStore.class).of(of.id()).toString(),
        platform.bean(ReleaseStore.class).latest(of.id()).toString(),
        platform.bean(DomainStore.class).of(of.id()).toString(),
        platform.bean(RecipeStore.class).of(of.id()).toString(),
        platform.bean(CollaboratorStore.class).of(of.id()).toString());
  }
}
