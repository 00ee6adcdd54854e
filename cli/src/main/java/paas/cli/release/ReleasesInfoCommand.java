package paas.cli.release;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Terminal;

/** {@code paas releases:info}: one release. */
public final class ReleasesInfoCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("releases:info", "Show a release.")
        .app()
        .json()
        .words("VERSION", "0..1", "such as v12; the current one when there is none")
        .example("paas releases:info", "the current release")
        .example("paas releases:info v12", "another one, and why it failed when it did");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    Json release = new Versions(session.platform(), app).find(call.word());
    if (call.has("--json")) {
      session.terminal().json(release);
    } else {
      show(release, session);
    }
    return ExitCode.OK.number();
  }

  private static void show(Json release, Session session) {
    Terminal terminal = session.terminal();
    terminal.line(
        Style.BOLD.span("=== v" + release.at("version").text()),
        Span.of("  "),
        ReleasesCommand.state(release));
    fact(terminal, "Description", release.at("description").text());
    fact(terminal, "By", release.at("user").at("email").text());
    fact(terminal, "When", Ago.of(release.at("created_at").text(), session.clock().instant()));
    boolean aborted = release.at("aborted").isTrue();
    fact(terminal, "Status", aborted ? "aborted" : release.at("status").text());
    fact(terminal, aborted ? "Why" : "Failure", release.at("failure").text());
    fact(terminal, "Commit", release.at("commit").text());
  }

  private static void fact(Terminal terminal, String name, String value) {
    if (!value.isEmpty()) {
      terminal.line(Style.DIM.span(name + " ".repeat(13 - name.length())), Span.of(value));
    }
  }
}
