package paas.cli.health;

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
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** {@code paas checks:run}: makes an instance's health checks once, now. */
public final class ChecksRunCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("checks:run", "Make an instance's health checks now, and show each answer.")
        .app()
        .json()
        .words("INSTANCE", "1", "such as web.1; see: paas ps")
        .example("paas checks:run web.1", "exits with 1 when one is not passed");
  }

  @Override
  public int run(Invocation call, Session session) {
    String instance =
        call.word()
            .orElseThrow(() -> Failure.usage("Which instance? For example: paas checks:run web.1"));
    String app = session.app(call);
    List<Json> outcomes =
        session
            .platform()
            .post(Platform.path("apps", app, "dynos", instance, "actions", "check"), Json.object())
            .elements();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(outcomes));
    } else {
      outcomes.forEach(outcome -> show(outcome, session.terminal()));
    }
    boolean passed =
        outcomes.stream().allMatch(outcome -> outcome.at("result").text().equals("passed"));
    return (passed ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private static void show(Json outcome, Terminal terminal) {
    String stage = outcome.at("settings").at("type").text();
    terminal.line(
        mark(outcome),
        Style.BOLD.span(stage + " "),
        Span.of(outcome.at("asked").text() + " "),
        Style.DIM.span(outcome.at("took_ms").text() + " ms, from " + outcome.at("source").text()));
    terminal.line("        " + outcome.at("answer").text());
    if (!outcome.at("excerpt").text().isEmpty()) {
      terminal.line(Style.DIM.span("        " + outcome.at("excerpt").text()));
    }
  }

  private static Span mark(Json outcome) {
    return switch (outcome.at("result").text()) {
      case "passed" -> Style.GREEN.span("passed  ");
      case "failed" -> Style.RED.span("failed  ");
      default -> Style.YELLOW.span("unknown ");
    };
  }
}
