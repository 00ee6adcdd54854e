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

/** {@code paas storage:resize}: gives a volume more room. */
public final class StorageResizeCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("storage:resize", "Give a volume more room; its files stay, nothing restarts.")
        .app()
        .json()
        .words("NAME SIZE", "1..*", "the volume, and how large it is to be: 2g, 512m, …")
        .example("paas storage:resize data 2g", "a volume only grows");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.size() != 2) {
      throw Failure.usage("Which volume, and how large? For example: paas storage:resize data 2g");
    }
    String app = session.app(call);
    String name = words.get(0);
    Progress progress =
        session
            .terminal()
            .progress("Resizing " + name + " to " + words.get(1) + " in " + Text.app(app));
    Json body = Json.object().with("size", words.get(1));
    Json resized = progress.step(() -> session.platform().patch(Volumes.path(app, name), body));
    progress.done();
    if (call.has("--json")) {
      session.terminal().json(resized);
    }
    return ExitCode.OK.number();
  }
}
