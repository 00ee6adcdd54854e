package paas.cli.storage;

import java.util.List;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas storage:mount}: gives a volume to an app's processes. */
public final class StorageMountCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage:mount", "Mount a volume in an app's processes, which restart.")
        .app()
        .option("--type", "TYPE", "only this process type has it; one-offs always do")
        .flag("--read-only", "its files cannot be changed there")
        .words("NAME PATH", "1..*", "the volume, and where it is: a directory such as /data")
        .example("paas storage:mount data /data", "every process of the app has it")
        .example("paas storage:mount data /data --type web", "only web has it, and one-offs");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.size() != 2) {
      throw Failure.usage("Which volume, and where? For example: paas storage:mount data /data");
    }
    String app = session.app(call);
    String name = words.get(0);
    Progress progress =
        session
            .terminal()
            .progress("Mounting " + name + " at " + words.get(1) + " in " + Text.app(app));
    Json body =
        Json.object()
            .with("path", words.get(1))
            .with("type", call.option("--type").map(Json::of).orElseGet(Json::none))
            .with("read_only", Json.of(call.has("--read-only")));
    progress.step(() -> session.platform().put(Volumes.path(app, name, "mount"), body));
    progress.done();
    session.terminal().noteLine(Volumes.restarting("with", app));
    if (!call.has("--read-only")) {
      String type = call.option("--type").orElse("TYPE");
      session
          .terminal()
          .noteLine(
              "A deploy starts new instances beside the old ones, on the same files. Where that"
                  + " must not be (a database): paas ps:set "
                  + type
                  + " surge=0 --app "
                  + app);
    }
    return ExitCode.OK.number();
  }
}
