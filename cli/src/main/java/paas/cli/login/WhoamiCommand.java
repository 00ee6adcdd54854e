package paas.cli.login;

import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.json.Json;

/** {@code paas whoami}: the account that the token belongs to. */
public final class WhoamiCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("whoami", "Show the account that you are logged in as.")
        .json()
        .example("paas whoami", "prints the account's e-mail address");
  }

  @Override
  public int run(Invocation call, Session session) {
    Json account = session.platform().get("/account");
    if (call.has("--json")) {
      session.terminal().json(account);
    } else {
      session.terminal().line(account.at("email").text());
    }
    return ExitCode.OK.number();
  }
}
