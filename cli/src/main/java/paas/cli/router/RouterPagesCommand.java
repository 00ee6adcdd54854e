package paas.cli.router;

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
import paas.cli.terminal.Table;

/** {@code paas router:pages}: an app's own error pages. */
public final class RouterPagesCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("router:pages", "List an app's own error and maintenance pages.")
        .app()
        .json()
        .example("paas router:pages", "by status or code; H80 is what maintenance shows");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String path = Platform.path("apps", app, "router", "pages");
    List<Json> pages = session.platform().get(path).elements();
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(pages));
    } else if (pages.isEmpty()) {
      session
          .terminal()
          .line(
              Text.app(app)
                  + " has no pages of its own; set one: paas router:pages:set 503 sorry.html");
    } else {
      Table table = new Table("for", "written in", "bytes");
      for (Json page : pages) {
        table.row(
            Style.BOLD.span(page.at("code").text()),
            Span.of(page.at("form").text()),
            Span.of(page.at("bytes").text()));
      }
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }
}
