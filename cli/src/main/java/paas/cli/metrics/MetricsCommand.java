package paas.cli.metrics;

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

/** {@code paas metrics}: how many requests an app had, and how it answered them. */
public final class MetricsCommand implements Command {
  private static final long MOST_MINUTES = 60;

  @Override
  public Manual manual() {
    return Manual.of("metrics", "Show an app's requests: how many, how answered, how fast.")
        .app()
        .json()
        .option("--since", "TIME", "of the last 1m to 1h, in whole minutes (default: 1h)")
        .example("paas metrics", "rates, statuses, errors, times and what is in flight, by route")
        .example("paas metrics --since 10m", "of the last ten minutes");
  }

  @Override
  public int run(Invocation call, Session session) {
    long minutes = call.option("--since").map(MetricsCommand::minutes).orElse(MOST_MINUTES);
    String app = session.app(call);
    Json metrics =
        session.platform().get(Platform.path("apps", app, "metrics") + "?minutes=" + minutes);
    if (call.has("--json")) {
      session.terminal().json(metrics);
    } else {
      new Report(Text.app(app), metrics, session.terminal()).show();
    }
    return ExitCode.OK.number();
  }

  private static long minutes(String text) {
    long seconds = Lengths.seconds("--since", text);
    if (seconds % 60 != 0 || seconds < 60 || seconds > 60 * MOST_MINUTES) {
      throw Failure.usage("--since wants whole minutes from 1m to 1h, not '" + text + "'.");
    }
    return seconds / 60;
  }
}
