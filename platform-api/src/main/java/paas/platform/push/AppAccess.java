package paas.platform.push;

import paas.platform.access.User;
import paas.platform.app.App;
import paas.platform.fault.Rejected;
import paas.platform.store.CollaboratorStore;

/** Whether a user may push to and fetch from an app; others must not learn that it exists. */
public final class AppAccess {
  private final CollaboratorStore collaborators;

  public AppAccess(CollaboratorStore collaborators) {
    this.collaborators = collaborators;
  }

  void require(App app, User user) {
    boolean may =
        user.admin() || app.owner().equals(user.id()) || collaborators.has(app.id(), user.id());
    if (!may) {
      throw Rejected.notFound(
          "app", "There is no app '" + app.name() + "' that you may push to; choose another name.");
    }
  }
}
