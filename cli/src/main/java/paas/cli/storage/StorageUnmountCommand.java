package paas.cli.storage;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas storage:unmount}: takes a volume from an app's processes. */
public final class StorageUnmountCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage:unmount", "Take a volume from an app's processes; its files stay.")
        .app()
        .words("NAME", "1", "the volume")
        .example("paas storage:unmount data", "the instances restart without it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String name = call.words().get(0);
    Progress progress =
        session.terminal().progress("Unmounting " + name + " from " + Text.app(app));
    progress.step(() -> session.platform().delete(Volumes.path(app, name, "mount")));
    progress.done();
    session.terminal().noteLine("Its files stay: paas storage");
    session.terminal().noteLine(Volumes.restarting("without", app));
    return ExitCode.OK.number();
  }
}
