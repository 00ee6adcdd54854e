package paas.cli.cert;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Style;

/** {@code paas certs:add}: gives an app a certificate. */
public final class CertsAddCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("certs:add", "Add a TLS certificate: HTTPS is served with it at once.")
        .app()
        .json()
        .option("--name", "NAME", "what to call it; else a name is made up")
        .words("CRT KEY", "1..*", "PEM files: the chain, the server's own first, and its key")
        .example("paas certs:add server.crt server.key --name shop", "adds it, called shop");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<String> files = call.words(2, 2, "paas certs:add server.crt server.key");
    Json.Struct body = Certificates.pair(session, files.get(0), files.get(1));
    Json named = call.option("--name").map(name -> body.with("name", name)).orElse(body);
    Progress progress = session.terminal().progress("Adding the certificate to " + Text.app(app));
    Json added = progress.step(() -> session.platform().post(Certificates.path(app), named));
    progress.done();
    if (call.has("--json")) {
      session.terminal().json(added);
    } else {
      Certificates.show(added, session);
    }
    warnOfTwins(added, app, session);
    return ExitCode.OK.number();
  }

  /** Of the same certificate one is enough, and the next to expire would be two. */
  private static void warnOfTwins(Json added, String app, Session session) {
    String chain = added.at("certificate_chain").text();
    String name = added.at("name").text();
    if (chain.isEmpty()) {
      return;
    }
    session.platform().list(Certificates.path(app)).stream()
        .filter(one -> one.at("certificate_chain").text().equals(chain))
        .map(one -> one.at("name").text())
        .filter(other -> !other.equals(name))
        .forEach(other ->
            session
                .terminal()
                .alert(
                    Style.YELLOW,
                    "%s has the very same certificate as %s already; one is enough: paas certs:remove %s"
                        .formatted(Text.app(app), other, name)));
  }
}
