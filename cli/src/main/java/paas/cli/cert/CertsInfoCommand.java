package paas.cli.cert;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas certs:info}: one certificate, in full. */
public final class CertsInfoCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("certs:info", "Show a certificate: its names, its issuer, its end.")
        .app()
        .json()
        .words("NAME", "1", "what it is called: see paas certs")
        .example("paas certs:info shop", "the certificate that is called shop");
  }

  @Override
  public int run(Invocation call, Session session) {
    String path = Certificates.path(session.app(call), call.words().get(0));
    Json certificate = session.platform().get(path);
    if (call.has("--json")) {
      session.terminal().json(certificate);
    } else {
      Certificates.show(certificate, session);
    }
    return ExitCode.OK.number();
  }
}
