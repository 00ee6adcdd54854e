package paas.cli.log;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas drains:remove}: an app's log is not sent there any more. */
public final class DrainsRemoveCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("drains:remove", "Send an app's log there no more.")
        .app()
        .words("DRAIN", "1", "its URL, or what paas drains calls it")
        .example(
            "paas drains:remove syslog+tls://logs.example.com:6514",
            "what was not sent yet is not sent");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String drain = call.words().get(0);
    Progress progress = session.terminal().progress("Removing a log drain of " + Text.app(app));
    progress.step(() -> session.platform().delete(Drains.path(app, drain)));
    progress.done();
    return ExitCode.OK.number();
  }
}
