package paas.cli.cert;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas certs:clients} and its kin: certificates that an app's clients show (mutual TLS). */
public final class CertsClientsCommand implements Command {
  /** What is asked of the platform. */
  public enum Action {
    SHOW("certs:clients", "Show whether clients show a certificate (mutual TLS), and of whose."),
    SET("certs:clients:set", "Let in clients with a certificate of your authorities (mutual TLS)."),
    REMOVE("certs:clients:remove", "Ask an app's clients for no certificate any more.");

    private final String command;
    private final String summary;

    Action(String command, String summary) {
      this.command = command;
      this.summary = summary;
    }
  }

  private final Action action;

  public CertsClientsCommand(Action action) {
    this.action = action;
  }

  @Override
  public Manual manual() {
    Manual manual = Manual.of(action.command, action.summary).app().json();
    return switch (action) {
      case SHOW -> manual.example("paas certs:clients", "whose certificates, and until when");
      case SET ->
          manual
              .option("--mode", "required|optional", "whether clients without one are refused")
              .words("FILE", "0..1", "PEM: the certificates of the authorities; else they stay")
              .example("paas certs:clients:set ca.pem", "nobody else is let in from now on")
              .example(
                  "paas certs:clients:set --mode optional",
                  "the app decides: it gets the certificate as Client-Cert (RFC 9440)");
      case REMOVE -> manual.example("paas certs:clients:remove", "everybody is let in again");
    };
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String path = Platform.path("apps", app, "client-certificates");
    Json now =
        switch (action) {
          case SHOW -> session.platform().get(path);
          case SET -> session.platform().patch(path, body(call, session));
          case REMOVE -> session.platform().delete(path);
        };
    if (call.has("--json")) {
      session.terminal().json(now);
    } else {
      show(now, app, session);
    }
    return ExitCode.OK.number();
  }

  private static Json body(Invocation call, Session session) {
    Json.Struct body = Json.object();
    if (!call.words().isEmpty()) {
      String file = call.words().get(0);
      body = body.with("authorities", Certificates.read(session.directory().resolve(file)));
    }
    if (call.option("--mode").isPresent()) {
      body = body.with("mode", call.option("--mode").get());
    }
    if (call.words().isEmpty() && !call.option("--mode").isPresent()) {
      throw Failure.usage("Say whose certificates: paas certs:clients:set ca.pem");
    }
    return body;
  }

  private static void show(Json now, String app, Session session) {
    String mode = now.at("mode").text();
    session
        .terminal()
        .line(
            mode.equals("off")
                ? "Clients of " + Text.app(app) + " are asked for no certificate"
                : "Client certificates of " + Text.app(app) + " are " + mode);
    if (!now.at("authorities").elements().isEmpty()) {
      Table table = new Table("authority", "expires");
      for (Json authority : now.at("authorities").elements()) {
        table.row(
            Style.BOLD.span(authority.at("subject").text()),
            Span.of(authority.at("expires_at").text()));
      }
      session.terminal().table(table);
    }
  }
}
