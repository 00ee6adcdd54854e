package paas.cli.router;

import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.terminal.Progress;

/** {@code paas router:pages:unset}: goes back to the router's own page. */
public final class RouterPagesUnsetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("router:pages:unset", "Show the router's own page again.")
        .app()
        .words("CODE", "1", "what the page is for, as `paas router:pages` lists it")
        .example("paas router:pages:unset 503", "in HTML and in JSON");
  }

  @Override
  public int run(Invocation call, Session session) {
    String app = session.app(call);
    String code = call.words().get(0);
    Progress progress =
        session.terminal().progress("Removing the page for " + code + " of " + Text.app(app));
    String path = Platform.path("apps", app, "router", "pages", code);
    progress.step(() -> session.platform().delete(path));
    progress.done();
    return ExitCode.OK.number();
  }
}
