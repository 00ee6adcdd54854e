package paas.cli.app;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** {@code paas check}: what speaks against an app, factor by factor. */
public final class CheckCommand implements Command {
  private static final List<String> ROMAN =
      List.of("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

  private static final int NAME = 20;

  @Override
  public Manual manual() {
    return Manual.of("check", "Check an app by the twelve factors, with evidence and fixes.")
        .app()
        .json()
        .flag("--strict", "exit 1 when there is something to look at")
        .example("paas check", "all factors, as seen in the live app")
        .example("paas check --strict --json", "for a pipeline that is to stop")
        .example("paas builds:set check=strict", "what a push shows of it refuses the push");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    List<Json> factors = session.platform().list(Platform.path("apps", app, "checks"));
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(factors));
    } else if (factors.isEmpty()) {
      session.terminal().line(Text.app(app) + " is not live yet, so there is nothing to look at.");
    } else {
      factors.forEach(factor -> show(factor, session.terminal()));
    }
    boolean bad = call.has("--strict") && factors.stream().anyMatch(CheckCommand::needsALook);
    return (bad ? ExitCode.FAILED : ExitCode.OK).number();
  }

  private static boolean needsALook(Json factor) {
    return factor.at("verdict").text().equals("look");
  }

  private static void show(Json factor, Terminal terminal) {
    terminal.line(
        mark(factor),
        Span.of(padded(roman(factor), 6)),
        Style.BOLD.span(padded(factor.at("name").text(), NAME)),
        Style.DIM.span(factor.at("seen").text()));
    for (Json finding : factor.at("findings").elements()) {
      terminal.line("        " + finding.at("seen").text());
      terminal.line(Style.DIM.span("        → " + finding.at("fix").text()));
    }
  }

  private static Span mark(Json factor) {
    return switch (factor.at("verdict").text()) {
      case "fine" -> Style.GREEN.span("ok  ");
      case "look" -> Style.YELLOW.span("!   ");
      default -> Style.DIM.span("-   ");
    };
  }

  private static String roman(Json factor) {
    int number = (int) factor.at("number").number(0);
    return number > 0 && number < ROMAN.size() ? ROMAN.get(number) : "";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
