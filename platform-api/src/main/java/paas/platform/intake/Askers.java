package paas.platform.intake;

import paas.platform.access.Email;
import paas.platform.access.Permission;
import paas.platform.store.AppRoles;
import paas.platform.store.BuildOrder;
import paas.platform.store.QueuedBuild;
import paas.platform.store.TokenStore;
import paas.platform.store.UserStore;

/** Whether those who asked for the builds that wait in line may still deploy. */
final class Askers {
  private final UserStore users;
  private final TokenStore tokens;
  private final AppRoles roles;

  Askers(UserStore users, TokenStore tokens, AppRoles roles) {
    this.users = users;
    this.tokens = tokens;
    this.roles = roles;
  }

  /**
   * With which of their tokens a build was asked for is not kept: whose tokens were all revoked is
   * locked out. Which repository an app is synced from is the app's own setting, whoever asked for
   * it.
   */
  boolean mayStill(QueuedBuild queued) {
    return queued.order() instanceof BuildOrder.Sync
        || users
            .find(new Email(queued.build().by()))
            .filter(user -> !tokens.list(user.id()).isEmpty())
            .filter(user -> roles.permits(user.id(), queued.build().app(), Permission.APP_WRITE))
            .isPresent();
  }
}
