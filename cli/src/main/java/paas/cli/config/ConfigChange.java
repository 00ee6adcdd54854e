package paas.cli.config;

import java.util.Map;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Invocation;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/**
 * A change of config vars as the user follows it: recorded, then rolled out as a new release. What
 * is said of it follows from that release: there is none where everything was so already, and
 * nothing restarts before the app has an image.
 */
final class ConfigChange {
  private static final String NONE = "none";

  private final Session session;
  private final String app;

  ConfigChange(Session session, String app) {
    this.session = session;
    this.app = app;
  }

  /**
   * The words for one change: what is done, what was so already, what to do after a failure, to
   * which the way back is added.
   */
  record Words(String verb, String already, String afterFailure) {}

  /** Applies the change, whose null values unset, and follows the release that it makes. */
  int apply(Map<String, Json> change, Invocation call, Words words) {
    Optional<Json> made = make(change);
    if (made.isEmpty()) {
      session.terminal().noteLine(words.already());
      session.terminal().noteLine("Nothing changed.");
      return ExitCode.OK.number();
    }
    Json release = made.get();
    boolean runs = release.at("image").found().isPresent();
    Progress progress =
        session
            .terminal()
            .progress(
                words.verb()
                    + " "
                    + Text.and(change.keySet())
                    + (runs ? " and restarting " : " on ")
                    + Text.app(app));
    if (runs && !call.has("--no-wait")) {
      return session
          .rollout()
          .follow(app, release, progress, failed -> words.afterFailure() + wayBack())
          .number();
    }
    progress.done("v" + release.at("version").text());
    if (!runs) {
      session
          .terminal()
          .noteLine(
              "Nothing runs yet, so nothing was restarted; the next deploy starts with this"
                  + " config.");
    }
    return ExitCode.OK.number();
  }

  /** With the version: without one it would go back behind what serves and is good. */
  private String wayBack() {
    try {
      return session
          .rollout()
          .serving(app)
          .map(release -> "paas rollback v" + release.at("version").text())
          .orElse("paas releases");
    } catch (Failure unreachable) {
      // What is told is the failure of the change.
      return "paas releases";
    }
  }

  /** The release of the change itself: the newest one may be another client's by now. */
  private Optional<Json> make(Map<String, Json> change) {
    Platform platform = session.platform();
    Json vars = new Json.Struct(change);
    Optional<String> version =
        platform.patch(Platform.path("apps", app, "config-vars"), vars, "paas-release");
    if (version.isEmpty()) {
      // A platform from before it named the release.
      return Optional.of(session.rollout().newest(app));
    }
    return version
        .filter(number -> !number.equals(NONE))
        .map(number -> platform.get(Platform.path("apps", app, "releases", number)));
  }
}
