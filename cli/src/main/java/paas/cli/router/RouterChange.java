package paas.cli.router;

import paas.cli.api.Platform;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** Some settings of the router changed in one step. */
public final class RouterChange {
  private RouterChange() {}

  /** {@code change} has the new value of each setting, null to unset it. */
  public static void apply(Session session, String app, String what, Json.Struct change) {
    Progress progress = session.terminal().progress(what + " of the router for " + Text.app(app));
    progress.step(() -> session.platform().patch(Platform.path("apps", app, "router"), change));
    progress.done();
  }
}
