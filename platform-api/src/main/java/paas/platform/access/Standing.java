package paas.platform.access;

import paas.platform.app.AppId;

/**
 * What a request's caller may do at the moment of asking: what they began may last for long, and
 * their token or their part in an app may have ended meanwhile. Blocking.
 */
@FunctionalInterface
public interface Standing {
  boolean still(AppId app, Permission permission);
}
