package paas.cli.sync;

import paas.cli.api.Platform;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;

/** What is told of the repository that an app is synced from. */
public final class SyncSource {
  private SyncSource() {}

  /** What {@code git:sync} takes, and whose accounts go with it; nothing where none is set. */
  public static String told(String app, Platform platform) {
    try {
      return told(platform.get(Platform.path("apps", app, "git-source")));
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.NOT_FOUND) {
        return "";
      }
      throw e;
    }
  }

  private static String told(Json source) {
    String reference = source.at("reference").text();
    String from = source.at("url").text() + (reference.isEmpty() ? "" : "#" + reference);
    if (!source.members().containsKey("user")) {
      return from; // an earlier version of the platform does not tell
    }
    String email = source.at("user").at("email").text();
    return email.isEmpty()
        ? from + ", without an account: who named it has left (paas git:sync " + from + ")"
        : from + ", as " + email;
  }
}
