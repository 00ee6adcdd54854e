package paas.cli.cert;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas certs:remove}: takes a certificate from an app. */
public final class CertsRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("certs:remove", "Remove a certificate; its hostnames have no HTTPS then.")
        .app()
        .words("NAME", "1", "what it is called: see paas certs")
        .example("paas certs:remove shop", "at once");
  }

  @Override
  public int run(Invocation call, Session session) {
    String name = call.words().get(0);
    String path = Certificates.path(session.app(call), name);
    Progress progress = session.terminal().progress("Removing certificate " + name);
    progress.step(() -> session.platform().delete(path));
    progress.done();
    return ExitCode.OK.number();
  }
}
