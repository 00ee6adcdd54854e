package paas.platform.store;

import jakarta.inject.Singleton;
import java.util.UUID;
import paas.platform.access.Permission;
import paas.platform.access.Role;
import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.app.AppId;

/** What users are to apps, at the moment of asking. */
@Singleton
public class AppRoles {
  private final AppStore apps;
  private final CollaboratorStore collaborators;
  private final UserStore users;

  AppRoles(AppStore apps, CollaboratorStore collaborators, UserStore users) {
    this.apps = apps;
    this.collaborators = collaborators;
    this.users = users;
  }

  public Role of(User user, App app) {
    if (user.admin()) {
      return Role.ADMIN;
    }
    if (app.owner().equals(user.id())) {
      return Role.OWNER;
    }
    return collaborators.has(app.id(), user.id()) ? Role.COLLABORATOR : Role.STRANGER;
  }

  /** False for a user or an app that is not there. */
  public boolean permits(UUID user, AppId app, Permission permission) {
    return users
        .find(user)
        .flatMap(found -> apps.find(app).map(there -> of(found, there)))
        .filter(permission::permits)
        .isPresent();
  }
}
