package paas.cli.cert;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Confirmation;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas certs:auto} and its kin: certificates that the platform has issued itself. */
public final class CertsAutoCommand implements Command {
  /** What is asked of the platform. */
  public enum Action {
    SHOW("certs:auto", "Show how far automatic certificates are, and why not further."),
    ENABLE(
        "certs:auto:enable", "Have certificates issued and renewed for all of an app's domains."),
    DISABLE("certs:auto:disable", "Remove an app's automatic certificates, and issue no more."),
    REFRESH("certs:auto:refresh", "Try at once what fails, instead of at the next attempt.");

    private final String command;
    private final String summary;

    Action(String command, String summary) {
      this.command = command;
      this.summary = summary;
    }
  }

  private final Action action;

  public CertsAutoCommand(Action action) {
    this.action = action;
  }

  @Override
  public Manual manual() {
    Manual manual = Manual.of(action.command, action.summary).app().json();
    return switch (action) {
      case SHOW -> manual.example("paas certs:auto", "one line per domain");
      case ENABLE ->
          manual.example("paas certs:auto:enable", "by it you agree to the terms of the authority");
      case DISABLE ->
          manual
              .option("-c,--confirm", "APP", "the app's name, in place of the question")
              .example(
                  "paas certs:auto:disable",
                  "asks first: HTTPS of hostnames without another certificate ends at once")
              .example("paas certs:auto:disable --app shop --confirm shop", "for scripts");
      case REFRESH ->
          manual
              .flag("--platform", "the platform's own certificate instead (for admins)")
              .example("paas certs:auto:refresh", "once its DNS record is there");
    };
  }

  @Override
  public int run(Invocation call, Session session) {
    if (action == Action.REFRESH && call.has("--platform")) {
      Json own = session.platform().patch(PlatformCertificate.PATH, Json.object());
      PlatformCertificate.show(own, call, session);
      return ExitCode.OK.number();
    }
    String app = session.app(call);
    if (action == Action.DISABLE) {
      confirm(call, app, session);
    }
    String path = Platform.path("apps", app, "acm");
    Json now =
        switch (action) {
          case SHOW -> session.platform().get(path);
          case ENABLE -> session.platform().post(path, Json.object());
          case DISABLE -> session.platform().delete(path);
          case REFRESH -> session.platform().patch(path, Json.object());
        };
    if (call.has("--json")) {
      session.terminal().json(now);
    } else {
      show(now, app, session);
    }
    return ExitCode.OK.number();
  }

  private static void confirm(Invocation call, String app, Session session) {
    new Confirmation(
            app,
            "remove the automatic certificates of " + app,
            "HTTPS of the hostnames of "
                + Text.app(app)
                + " that have no other certificate ends at once, for good where browsers were told"
                + " of HSTS.",
            "no certificate was removed")
        .require(call.option("--confirm"), session);
  }

  private static void show(Json now, String app, Session session) {
    boolean on = now.at("acm").isTrue();
    String from = on ? "on, from " + now.at("directory").text() : "off";
    session.terminal().line("Automatic certificates of " + Text.app(app) + " are " + from);
    if (on && !now.at("domains").elements().isEmpty()) {
      Table table = new Table("domain", "state", "next", "why not");
      for (Json domain : now.at("domains").elements()) {
        table.row(
            Style.BOLD.span(domain.at("hostname").text()),
            Span.of(domain.at("acm_status").text()),
            Span.of(domain.at("next_at").text()),
            Span.of(domain.at("acm_status_reason").text()));
      }
      session.terminal().table(table);
    }
  }
}
