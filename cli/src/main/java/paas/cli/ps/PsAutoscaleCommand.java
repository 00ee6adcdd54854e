package paas.cli.ps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Lengths;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;

/** {@code paas ps:autoscale}: has a process type follow its load, or shows what was decided. */
public final class PsAutoscaleCommand implements Command {
  private static final int MOST = 100;
  private static final int MOST_REQUESTS = 100_000;

  @Override
  public Manual manual() {
    return Manual.of("ps:autoscale", "Have a process type's instances follow its load, or sleep.")
        .app()
        .json()
        .option("--min", "N", "the least instances; 0 lets it sleep (at first 1)")
        .option("--max", "N", "the most instances")
        .option("--p95", "TIME", "more when 5 of 100 requests take longer than this: 300ms")
        .option("--cpu", "PERCENT", "more when the instances use more of their CPU than this")
        .option("--requests", "N", "more when each gets more requests per second than this")
        .option("--idle", "TIME", "with --min 0: asleep after this long without a request (15m)")
        .words("TYPE", "0..1", "the process type; without options, only it is shown")
        .example("paas ps:autoscale web --min 1 --max 5 --p95 300ms", "by response time")
        .example("paas ps:autoscale worker --max 3 --cpu 70", "by CPU")
        .example("paas ps:autoscale web --min 0 --idle 15m", "sleeps until a request comes")
        .example("paas ps:autoscale", "the settings, and the last decisions with their figures")
        .example("paas ps:autoscale:off web", "ends it; the instances stay");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, Json> wish = wish(call);
    String app = session.app(call);
    if (wish.isEmpty()) {
      return show(app, call, session);
    }
    String type =
        call.word()
            .orElseThrow(() ->
                Failure.usage(
                    "Which process type? For example: paas ps:autoscale web --max 5 --p95 300ms"));
    Progress progress = session.terminal().progress("Autoscaling " + type + " of " + Text.app(app));
    Json after =
        progress.step(() -> session.platform().put(path(app, type), new Json.Struct(wish)));
    progress.done();
    print(List.of(after), call, session);
    return ExitCode.OK.number();
  }

  private static Map<String, Json> wish(Invocation call) {
    Map<String, Json> wish = new LinkedHashMap<>();
    number(call, "--min", 0, MOST).ifPresent(n -> wish.put("min", n));
    number(call, "--max", 1, MOST).ifPresent(n -> wish.put("max", n));
    call.option("--p95")
        .ifPresent(time -> wish.put("p95_ms", Json.of(Lengths.millis("--p95", time))));
    number(call, "--cpu", 1, MOST).ifPresent(n -> wish.put("cpu_percent", n));
    number(call, "--requests", 1, MOST_REQUESTS).ifPresent(n -> wish.put("requests_per_second", n));
    call.option("--idle")
        .ifPresent(time -> wish.put("idle_seconds", Json.of(Lengths.seconds("--idle", time))));
    return wish;
  }

  private static Optional<Json> number(Invocation call, String option, int least, int most) {
    return call.option(option).map(given -> Json.of(call.number(option, least, least, most)));
  }

  private static int show(String app, Invocation call, Session session) {
    List<Json> all = new ArrayList<>();
    if (call.word().isPresent()) {
      all.add(session.platform().get(path(app, call.word().get())));
    } else {
      all.addAll(session.platform().list(Platform.path("apps", app, "autoscales")));
    }
    if (all.isEmpty() && !call.has("--json")) {
      session
          .terminal()
          .line(
              Text.app(app)
                  + " is not autoscaled; for example: paas ps:autoscale web --max 5 --p95 300ms");
    } else {
      print(all, call, session);
    }
    return ExitCode.OK.number();
  }

  private static void print(List<Json> all, Invocation call, Session session) {
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(all));
    } else {
      Autoscales.show(all, session);
    }
  }

  static String path(String app, String type) {
    return Platform.path("apps", app, "formation", type, "autoscale");
  }
}
