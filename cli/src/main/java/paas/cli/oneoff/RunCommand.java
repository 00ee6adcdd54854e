package paas.cli.oneoff;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.json.Json;

/** {@code paas run}: a one-off process attached to this terminal, or to the pipes around paas. */
public final class RunCommand implements Command {
  @Override
  public Manual manual() {
    return Launch.options(
            Manual.of(
                "run",
                "Run a one-off process in a fresh container of the current release; its exit code is passed on."))
        .flag("--no-tty", "plain pipes, even on a terminal")
        .example("paas run migrate", "a process type of the Procfile")
        .example("paas run bash", "a shell, with window size and Ctrl-C")
        .example(
            "paas run -- python manage.py createsuperuser -v 2",
            "everything behind -- is the command's")
        .example("paas run -e DEBUG=1 migrate", "one more environment variable")
        .example("paas run --timeout 600 rake report", "ten minutes at most")
        .example("paas run psql < dump.sql", "standard input from a file");
  }

  @Override
  public int run(Invocation call, Session session) {
    Attaching attaching = Attaching.of(call, session);
    Launch launch =
        Launch.of(call, session)
            .with(attaching.environment(), call)
            .with("attach", Json.of(true))
            .with("attach_protocol", Json.of("websocket"));
    if (attaching.isPlain()) {
      launch = launch.with("force_no_tty", Json.of(true));
    }
    return attaching.run(launch.start(session), launch.app());
  }
}
