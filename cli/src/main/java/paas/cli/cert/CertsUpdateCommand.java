package paas.cli.cert;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas certs:update}: puts a certificate in place of another. */
public final class CertsUpdateCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("certs:update", "Replace a certificate, such as one that was renewed.")
        .app()
        .json()
        .words("NAME CRT KEY", "1..*", "what it is called, and the PEM files of the new one")
        .example(
            "paas certs:update shop server.crt server.key",
            "new connections get it; none is cut, nothing restarts");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words(3, 3, "paas certs:update shop server.crt server.key");
    String path = Certificates.path(session.app(call), words.get(0));
    Json body = Certificates.pair(session, words.get(1), words.get(2));
    Progress progress = session.terminal().progress("Replacing certificate " + words.get(0));
    Json updated = progress.step(() -> session.platform().patch(path, body));
    progress.done();
    if (call.has("--json")) {
      session.terminal().json(updated);
    } else {
      Certificates.show(updated, session);
    }
    return ExitCode.OK.number();
  }
}
