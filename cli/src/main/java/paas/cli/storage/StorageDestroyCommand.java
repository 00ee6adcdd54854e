package paas.cli.storage;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Progress;

/** {@code paas storage:destroy}: removes a volume and all that is in it. */
public final class StorageDestroyCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage:destroy", "Destroy a volume and the files in it.")
        .app()
        .option("-c,--confirm", "NAME", "the volume's name again: its files are lost for good")
        .words("NAME", "1", "the volume, which must be unmounted")
        .example("paas storage:destroy data --confirm data", "its files are lost for good");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String name = call.words().get(0);
    if (!call.option("--confirm").filter(name::equals).isPresent()) {
      throw Failure.usage(
          "This destroys volume "
              + name
              + " of "
              + app
              + " with all its files. To go on: paas"
              + " storage:destroy "
              + name
              + " --confirm "
              + name);
    }
    Progress progress =
        session.terminal().progress("Destroying volume " + name + " of " + Text.app(app));
    progress.step(() -> session.platform().delete(Volumes.path(app, name)));
    progress.done();
    return ExitCode.OK.number();
  }
}
