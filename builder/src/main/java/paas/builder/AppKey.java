package paas.builder;

import java.util.regex.Pattern;

/** The app that a build is for: its uuid scopes caches and images, its name is for messages. */
public record AppKey(String id, String name) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Refuses an id that is not a lower-case uuid: it becomes part of image and volume names. */
  public AppKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("An app id is a lower-case uuid, not '" + id + "'");
    }
  }
}
