package paas.platform.api.guard;

import paas.platform.access.User;
import paas.platform.app.App;

/** A request on an app by a caller who may make it; controllers take it as a parameter. */
public record AppCall(Caller caller, App app) {
  public User user() {
    return caller.user();
  }
}
