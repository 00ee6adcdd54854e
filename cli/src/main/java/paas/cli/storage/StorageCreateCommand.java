package paas.cli.storage;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas storage:create}: makes a volume. */
public final class StorageCreateCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage:create", "Make a volume: files that outlive instances and releases.")
        .app()
        .json()
        .option("--size", "SIZE", "how much of the disk it takes: 512m, 1g, …")
        .words("NAME", "1", "what it is called: letters, digits and dashes")
        .example("paas storage:create data --size 1g", "then: paas storage:mount data /data");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String name = call.words().get(0);
    String size =
        call.option("--size")
            .orElseThrow(() ->
                Failure.usage(
                    "How large? For example: paas storage:create " + name + " --size 1g"));
    Progress progress =
        session
            .terminal()
            .progress("Making volume " + name + " of " + size + " for " + Text.app(app));
    Json body = Json.object().with("name", name).with("size", size);
    Json made = progress.step(() -> session.platform().post(Volumes.path(app), body));
    progress.done();
    if (call.has("--json")) {
      session.terminal().json(made);
    } else {
      session.terminal().noteLine("Give it to the app: paas storage:mount " + name + " /" + name);
    }
    return ExitCode.OK.number();
  }
}
