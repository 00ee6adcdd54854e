package paas.platform.api.guard;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import paas.platform.access.Permission;
import paas.platform.access.Role;
import paas.platform.access.User;
import paas.platform.api.wire.Ids;
import paas.platform.app.App;
import paas.platform.app.AppId;
import paas.platform.app.AppName;
import paas.platform.fault.Rejected;
import paas.platform.store.AppRoles;
import paas.platform.store.AppStore;
import paas.platform.store.Token;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

/** Asks the store who a token's user is, and what they are to an app. Blocking. */
@Singleton
public final class Roles {
  private static final int LONGEST_SHOWN = 40;

  private final AppStore apps;
  private final AppRoles roles;
  private final UserStore users;
  private final TokenStore tokens;
  private final InstantSource clock;

  Roles(AppStore apps, AppRoles roles, UserStore users, TokenStore tokens, InstantSource clock) {
    this.apps = apps;
    this.roles = roles;
    this.users = users;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Absent when the secret is no valid token. */
  Optional<Caller> caller(String secret) {
    return tokens
        .find(secret, clock.instant())
        .flatMap(token -> users.find(token.user()).map(user -> new Caller(user, token.id())));
  }

  /** To the platform, where no app is concerned. */
  static Role of(User user) {
    return user.admin() ? Role.ADMIN : Role.STRANGER;
  }

  public Role of(User user, App app) {
    return roles.of(user, app);
  }

  /** False for an app that is not there. */
  public boolean permits(User user, AppId id, Permission permission) {
    return apps.find(id).filter(app -> permission.permits(of(user, app))).isPresent();
  }

  /** An app that the caller may not know of is answered as one that does not exist. */
  public App visible(User user, String nameOrId) {
    return find(nameOrId)
        .filter(app -> of(user, app) != Role.STRANGER)
        .orElseThrow(() -> missing(nameOrId));
  }

  /** Told by what was asked for alone, so that it tells nothing of what there is. */
  private static Rejected missing(String asked) {
    String cut = asked.length() > LONGEST_SHOWN ? asked.substring(0, LONGEST_SHOWN) + "…" : asked;
    String shown = cut.replaceAll("\\p{Cntrl}", "?");
    return Rejected.notFound("app", "Couldn't find app '" + shown + "': see `paas apps`.");
  }

  private Optional<App> find(String nameOrId) {
    return Ids.parse(nameOrId).map(AppId::new).map(apps::find).orElseGet(() -> named(nameOrId));
  }

  /** What cannot be an app's name names none. */
  private Optional<App> named(String name) {
    try {
      return apps.find(new AppName(name));
    } catch (Rejected notAName) {
      return Optional.empty();
    }
  }

  /** Whether a stream that was let in may go on: its token lives, its user still has a part. */
  public boolean still(Caller caller, AppId app, Permission permission) {
    return live(caller) && roles.permits(caller.user().id(), app, permission);
  }

  private boolean live(Caller caller) {
    return tokens.list(caller.user().id()).stream()
        .filter(token -> token.id().equals(caller.token()))
        .anyMatch(this::valid);
  }

  private boolean valid(Token token) {
    return token.validAt(clock.instant());
  }
}
