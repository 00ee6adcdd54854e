package paas.cli.login;

import java.io.IOException;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** {@code paas logout}: forgets the stored token. */
public final class LogoutCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("logout", "Forget the stored token; it stays valid elsewhere.")
        .example("paas logout", "removes the credentials file");
  }

  @Override
  public int run(Invocation call, Session session) {
    try {
      boolean erased = session.credentialsFile().erase();
      session.terminal().noteLine(erased ? "Logged out" : "You were not logged in");
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot remove the credentials: " + e);
    }
  }
}
