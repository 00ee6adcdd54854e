package paas.cli.log;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.oneoff.RunName;

/** {@code paas run:logs}: what a detached one-off printed. */
public final class RunLogsCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("run:logs", "Show what a detached one-off process printed, and how it ended.")
        .app()
        .option("-n,--num", "N", "how many lines (default: 100); at most 1500 are shown")
        .flag("-t,--tail", "go on with new lines until Ctrl-C")
        .words("NAME", "0..1", "the one-off, run.4821 say; it may have ended")
        .example("paas run:logs run.4821", "its last 100 lines")
        .example("paas run:logs run.4821 --tail", "follows it");
  }

  @Override
  public int run(Invocation call, Session session) {
    String name = RunName.of(call);
    boolean tail = call.has("--tail");
    Json.Struct filter =
        Json.object()
            .with("lines", Json.of(LogStream.lines(call)))
            .with("tail", Json.of(tail))
            .with("dyno", name);
    new LogStream(session, call).show(filter, tail);
    return ExitCode.OK.number();
  }
}
