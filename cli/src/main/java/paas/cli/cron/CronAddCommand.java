package paas.cli.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Shell;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Until;

/** {@code paas cron:add}: runs a command of an app again and again. */
public final class CronAddCommand implements Command {
  private static final List<String> OPTIONS =
      List.of("name", "timezone", "concurrency", "missed", "size");
  private static final int LONGEST = 86_400;

  @Override
  public Manual manual() {
    return Manual.of("cron:add", "Add a cron job to an app.")
        .app()
        .json()
        .option("--name", "NAME", "what it is called (default: made from the command)")
        .option("--timezone", "ZONE", "whose clock counts, such as Europe/Berlin (default: UTC)")
        .option(
            "--concurrency",
            "RULE",
            "when the run before goes on: allow (default), forbid or replace")
        .option("--timeout", "SECONDS", "a run is stopped then (default: 86400, the most)")
        .option("--missed", "RULE", "after a downtime: skip (default), or once to make up for it")
        .option("-s,--size", "SIZE", "another size than usual")
        .words(
            "SCHEDULE COMMAND...",
            "1..*",
            "five fields in quotes (minute, hour, day, month, weekday) or @hourly, @daily, …; and"
                + " a process type of the Procfile, or any command line")
        .example("paas cron:add \"*/5 * * * *\" \"rake report\"", "every five minutes")
        .example(
            "paas cron:add \"0 5 * * mon-fri\" tidy --name tidy --timezone Europe/Berlin",
            "at five in the morning in Berlin, on working days")
        .example(
            "paas cron:add @hourly \"rake sync\" --concurrency forbid --timeout 1800",
            "never two at a time, none longer than half an hour");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<String> words = call.words();
    check(words);
    Json.Struct request = request(call, words);
    Progress progress = session.terminal().progress("Adding a cron job to " + Text.app(app));
    String path = Platform.path("apps", app, "cron");
    Json job = progress.step(() -> session.platform().post(path, request));
    progress.done(job.at("name").text());
    if (call.has("--json")) {
      session.terminal().json(job);
    } else {
      tellNext(job, session);
    }
    return ExitCode.OK.number();
  }

  private static void check(List<String> words) {
    if (words.size() < 2 || words.get(1).isBlank()) {
      throw Failure.usage(
          "What should run, and when? For example: paas cron:add \"0 5 * * *\" \"rake report\"");
    }
    if (words.get(0).matches("\\S+") && !words.get(0).startsWith("@")) {
      throw Failure.usage(
          "Put the five fields of the schedule in quotes: paas cron:add \"*/5 * * * *\" \"rake report\"");
    }
  }

  private static Json.Struct request(Invocation call, List<String> words) {
    Json.Struct body =
        Json.object()
            .with("schedule", words.get(0))
            .with("command", line(words.subList(1, words.size())));
    if (call.option("--timeout").isPresent()) {
      body = body.with("timeout", Json.of(call.number("--timeout", LONGEST, 1, LONGEST)));
    }
    for (String name : OPTIONS) {
      Optional<String> chosen = call.option("--" + name);
      if (chosen.isPresent()) {
        body = body.with(name, chosen.get());
      }
    }
    return body;
  }

  private static void tellNext(Json job, Session session) {
    String next = job.at("next_at").text();
    String soon = Until.of(next, session.clock().instant());
    session.terminal().noteLine("Its next run: " + Until.date(next) + ", " + soon);
    session.terminal().noteLine("Run it now: paas cron:run " + job.at("name").text());
  }

  /** One line for a shell: a single word is one already, several keep their bounds. */
  private static String line(List<String> command) {
    if (command.size() == 1) {
      return command.get(0);
    }
    List<String> quoted = new ArrayList<>();
    command.forEach(word -> quoted.add(Shell.quote(word)));
    return String.join(" ", quoted);
  }
}
