package paas.cli.release;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;
import paas.cli.terminal.Ago;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;
import paas.cli.terminal.Table;

/** {@code paas releases}: the newest releases of an app. */
public final class ReleasesCommand implements Command {
  private static final int MAX = 1000;

  @Override
  public Manual manual() {
    return Manual.of("releases", "List an app's newest releases.")
        .app()
        .json()
        .option("-n,--num", "N", "how many (default: 15)")
        .example("paas releases", "version, reason, author and age")
        .example("paas releases -n 50 --json", "fifty, for scripts");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    int count = call.number("--num", 15, 1, MAX);
    List<Json> releases = newest(app, count, session.platform());
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(releases));
    } else if (releases.isEmpty()) {
      session
          .terminal()
          .line(Text.app(app) + " has no releases yet; deploy it: git push paas main");
    } else {
      session.terminal().table(table(releases, session));
    }
    return ExitCode.OK.number();
  }

  static List<Json> newest(String app, int count, Platform platform) {
    return platform.page(
        Platform.path("apps", app, "releases"), "version ..; max=" + count + ", order=desc");
  }

  private static Table table(List<Json> releases, Session session) {
    Table table = new Table("release", "description", "by", "when", "");
    for (Json release : releases) {
      table.row(
          Style.BOLD.span("v" + release.at("version").text()),
          Span.of(release.at("description").text()),
          Span.of(release.at("user").at("email").text()),
          Span.of(Ago.of(release.at("created_at").text(), session.clock().instant())),
          state(release));
    }
    return table;
  }

  static Span state(Json release) {
    Json canary = release.at("canary");
    if (canary.at("stage").text().equals("serving")) {
      return Style.YELLOW.span("canary " + canary.at("percent").text() + "%");
    }
    return switch (release.at("status").text()) {
      case "failed" ->
          release.at("aborted").isTrue() ? Style.YELLOW.span("aborted") : Style.RED.span("failed");
      case "pending" -> Style.YELLOW.span("pending");
      default -> Style.GREEN.span(release.at("current").isTrue() ? "current" : "");
    };
  }
}
