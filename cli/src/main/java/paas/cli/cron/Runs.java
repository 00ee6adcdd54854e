package paas.cli.cron;

import paas.cli.json.Json;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Took;

/** How a run of a cron job ended, as people read it. */
final class Runs {
  private Runs() {}

  /** "exited with 0", "timed out (143)", "running", …; empty where there is no run. */
  static Span result(Json run) {
    String state = run.at("state").text();
    String code = run.at("exit_code").text();
    String words = state.replace('_', ' ');
    return switch (state) {
      case "" -> Span.of("");
      case "exited" -> (code.equals("0") ? Style.GREEN : Style.RED).span("exit code " + code);
      case "starting", "running", "replacing" -> Style.YELLOW.span(words);
      default -> Style.RED.span(code.isEmpty() ? words : words + ", exit code " + code);
    };
  }

  static Span took(Json run) {
    return Span.of(Took.between(run.at("started_at").text(), run.at("ended_at").text()).orElse(""));
  }
}
