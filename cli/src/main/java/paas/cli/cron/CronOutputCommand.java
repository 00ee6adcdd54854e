package paas.cli.cron;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Span;

/** {@code paas cron:output}: the end of what a run of a cron job printed. */
public final class CronOutputCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("cron:output", "Show what a run of a cron job printed: its last 64 KB.")
        .app()
        .json()
        .words("JOB [RUN]", "1..*", "its name, and the run's number; its newest run without one")
        .example("paas cron:output report", "the newest run")
        .example("paas cron:output report 17", "one that paas cron:history lists");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<String> words = call.words();
    if (words.size() > 2) {
      throw Failure.usage("One job and one run: paas cron:output report 17");
    }
    String path = Platform.path("apps", app, "cron", words.get(0), "runs");
    String number =
        words.size() == 2 ? words.get(1) : newest(session.platform().list(path), words.get(0));
    Json run = session.platform().get(path + Platform.path(number));
    if (call.has("--json")) {
      session.terminal().json(run);
    } else {
      show(run, session);
    }
    return ExitCode.OK.number();
  }

  private static String newest(List<Json> runs, String job) {
    return runs.stream()
        .map(run -> run.at("number").text())
        .findFirst()
        .orElseThrow(() ->
            Failure.of(
                ExitCode.NOT_FOUND,
                "Cron job " + job + " has not run yet.",
                "Run it now: paas cron:run " + job));
  }

  private static void show(Json run, Session session) {
    String output = run.at("output").text();
    if (!output.isEmpty()) {
      session.terminal().line(output);
    }
    Span result = Runs.result(run);
    String why = run.at("why").found().map(text -> ": " + text).orElse("");
    session.terminal().noteLine("Run " + run.at("number").text() + ": " + result.text() + why);
    if (run.at("ended_at").text().isEmpty()) {
      session
          .terminal()
          .noteLine("What it prints: paas logs --tail --ps cron-" + run.at("job").text());
    }
  }
}
