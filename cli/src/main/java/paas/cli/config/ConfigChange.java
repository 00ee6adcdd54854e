package paas.cli.config;

import java.util.Map;
import paas.cli.api.Platform;
import paas.cli.api.Rollout;
import paas.cli.command.Invocation;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** A change of config vars as the user follows it: recorded, then rolled out as a new release. */
final class ConfigChange {
  private final Session session;
  private final String app;

  ConfigChange(Session session, String app) {
    this.session = session;
    this.app = app;
  }

  /** Applies the change, whose null values unset, and follows the release that it makes. */
  int apply(String verb, Map<String, Json> change, Invocation call, String afterFailure) {
    String keys = Text.and(change.keySet());
    Progress progress =
        session.terminal().progress(verb + " " + keys + " and restarting " + Text.app(app));
    Rollout rollout = session.rollout();
    String path = Platform.path("apps", app, "config-vars");
    progress.step(() -> session.platform().patch(path, new Json.Struct(change)));
    Json release = progress.step(() -> rollout.newest(app));
    if (call.has("--no-wait") || release.at("version").text().isEmpty()) {
      progress.done(release.at("version").found().map(version -> "v" + version).orElse(""));
      return ExitCode.OK.number();
    }
    return rollout.follow(app, release, progress, afterFailure).number();
  }
}
