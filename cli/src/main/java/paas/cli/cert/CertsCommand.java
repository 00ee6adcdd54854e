package paas.cli.cert;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas certs}: the certificates of an app. */
public final class CertsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("certs", "List an app's TLS certificates: what for, and until when.")
        .app()
        .json()
        .flag("--platform", "the platform's own certificate instead (for admins)")
        .example("paas certs", "every certificate of the app")
        .example("paas certs:add server.crt server.key", "adds one")
        .example("paas certs --platform", "what the platform's own hostname shows, or why nothing");
  }

  @Override
  public int run(Invocation call, Session session) {
    if (call.has("--platform")) {
      Json own = session.platform().get(PlatformCertificate.PATH);
      PlatformCertificate.show(own, call, session);
      return ExitCode.OK.number();
    }
    String app = session.app(call);
    List<Json> certificates = session.platform().list(Certificates.path(app));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(certificates));
    } else if (certificates.isEmpty()) {
      session
          .terminal()
          .line(
              Text.app(app)
                  + " has no certificates; add one: paas certs:add server.crt server.key");
    } else {
      session.terminal().table(Certificates.table(certificates));
    }
    return ExitCode.OK.number();
  }
}
