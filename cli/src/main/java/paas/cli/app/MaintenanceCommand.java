package paas.cli.app;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/**
 * {@code paas maintenance}, {@code :on} and {@code :off}: visitors see a maintenance page, or the
 * app.
 */
public final class MaintenanceCommand implements Command {
  /** What to do about it. */
  public enum Wish {
    SHOW,
    ON,
    OFF
  }

  private final Wish wish;

  public MaintenanceCommand(Wish wish) {
    this.wish = wish;
  }

  @Override
  public Manual manual() {
    return switch (wish) {
      case SHOW ->
          Manual.of("maintenance", "Show whether an app is in maintenance.")
              .app()
              .json()
              .example("paas maintenance", "prints on or off");
      case ON ->
          Manual.of("maintenance:on", "Answer all requests to an app with a maintenance page.")
              .app()
              .example("paas maintenance:on", "its instances go on running");
      case OFF ->
          Manual.of("maintenance:off", "Let requests reach an app again.")
              .app()
              .example("paas maintenance:off", "ends the maintenance");
    };
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    if (wish == Wish.SHOW) {
      show(call, session, app);
    } else {
      change(session, app, wish == Wish.ON);
    }
    return ExitCode.OK.number();
  }

  private static void show(Invocation call, Session session, String app) {
    Json maintenance = session.platform().get(Platform.path("apps", app)).at("maintenance");
    if (call.has("--json")) {
      session.terminal().json(Json.object().with("maintenance", Json.of(maintenance.isTrue())));
    } else {
      session.terminal().line(maintenance.isTrue() ? "on" : "off");
    }
  }

  private static void change(Session session, String app, boolean on) {
    Progress progress =
        session
            .terminal()
            .progress("Turning maintenance " + (on ? "on" : "off") + " for " + Text.app(app));
    Json.Struct body = Json.object().with("maintenance", Json.of(on));
    progress.step(() -> session.platform().patch(Platform.path("apps", app), body));
    progress.done();
  }
}
