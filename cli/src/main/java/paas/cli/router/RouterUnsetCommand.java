package paas.cli.router;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas router:unset}: goes back to what is usual. */
public final class RouterUnsetCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("router:unset", "Go back to what the router usually does, by setting.")
        .app()
        .words("KEY", "1..*", "the settings, as `paas router` lists them")
        .example("paas router:unset basic-auth allow", "everyone may come again");
  }

  @Override
  public int run(Invocation call, Session session) {
    Json.Struct change = Json.object();
    for (String word : call.words()) {
      change = change.with(word, Json.none());
    }
    String what = "Unsetting " + Text.and(change.members().keySet());
    RouterChange.apply(session, session.app(call), what, change);
    return ExitCode.OK.number();
  }
}
