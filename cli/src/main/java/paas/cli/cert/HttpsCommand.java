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
import paas.cli.terminal.Style;

/** {@code paas https}: what an app asks of clients once a hostname has a certificate. */
public final class HttpsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("https", "Show or change whether plain HTTP is sent to HTTPS, and HSTS.")
        .app()
        .json()
        .option("--redirect", "on|off", "send plain HTTP to HTTPS where there is a certificate")
        .option("--hsts", "SECONDS|off", "how long browsers remember to come by HTTPS only")
        .example("paas https", "how it is now")
        .example("paas https --redirect on", "301 for GET and HEAD, 308 for all others")
        .example("paas https --hsts 31536000", "a year; begin with 300 and see");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String path = Platform.path("apps", app, "https");
    boolean changes = call.option("--redirect").isPresent() || call.option("--hsts").isPresent();
    Json now = changes ? session.platform().patch(path, body(call)) : session.platform().get(path);
    if (call.has("--json")) {
      session.terminal().json(now);
      return ExitCode.OK.number();
    }
    long hsts = now.at("hsts").number(0);
    session.terminal().line("Redirect:  " + (now.at("redirect").isTrue() ? "on" : "off"));
    session.terminal().line("HSTS:      " + (hsts == 0 ? "off" : hsts + " seconds"));
    if (changes && now.at("redirect").isTrue()) {
      hint(session, app);
    }
    return ExitCode.OK.number();
  }

  /** Where no hostname has a certificate, nothing is redirected yet. */
  private static void hint(Session session, String app) {
    boolean certified =
        session.platform().list(Platform.path("apps", app, "domains")).stream()
            .anyMatch(domain -> domain.at("sni_endpoint").at("name").found().isPresent());
    if (!certified) {
      session
          .terminal()
          .alert(
              Style.YELLOW,
              "None of %s's hostnames has a certificate: until one has, its plain HTTP is answered as before.\n"
                      .formatted(Text.app(app))
                  + "Have some issued: paas certs:auto:enable --app %s; or add your own: paas certs:add server.crt server.key --app %s"
                      .formatted(app, app));
    }
  }

  private static Json body(Invocation call) {
    Json.Struct body = Json.object();
    if (call.option("--redirect").isPresent()) {
      body = body.with("redirect", Json.of(isOn(call.option("--redirect").get())));
    }
    if (call.option("--hsts").isPresent()) {
      body = body.with("hsts", Json.of(seconds(call.option("--hsts").get())));
    }
    return body;
  }

  private static boolean isOn(String text) {
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default -> throw Failure.usage("--redirect is on or off, not '" + text + "'.");
    };
  }

  private static long seconds(String text) {
    if (text.equals("off")) {
      return 0;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Failure.usage("--hsts is a number of seconds, or off, not '" + text + "'.");
    }
  }
}
