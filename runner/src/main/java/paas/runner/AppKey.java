package paas.runner;

import java.util.regex.Pattern;

/**
 * An app as the runner knows it: identity by its UUID, the name for people.
 *
 * @param id lower-case UUID
 * @param name the app's name
 */
public record AppKey(String id, String name) {
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,28}[a-z0-9]");

  public AppKey {
    Grammar.require(ID, id, "an app id (UUID)");
    Grammar.require(NAME, name, "an app name");
  }
}
