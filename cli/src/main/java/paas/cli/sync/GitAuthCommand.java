package paas.cli.sync;

import java.util.List;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Secret;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.json.Json;
import paas.cli.terminal.Progress;
import paas.cli.terminal.Span;
import paas.cli.terminal.Table;

/** {@code paas git:auth}: your accounts at git hosts, which your syncs use. */
public final class GitAuthCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("git:auth", "Store your account at a git host; list those stored.")
        .json()
        .words(
            "[HOST USER]",
            "0..*",
            "the host and your name there; asks for the token, or reads it from stdin")
        .example("paas git:auth git.example.com ada < token", "stored encrypted, never shown")
        .example("paas git:auth", "lists hosts and names");
  }

  @Override
  public int run(Invocation call, Session session) {
    List<String> words = call.words();
    if (words.isEmpty()) {
      return list(call, session);
    }
    if (words.size() != 2) {
      throw Failure.usage("Name the host and the user: paas git:auth HOST USER < token");
    }
    Json account = Json.object().with("username", words.get(1)).with("password", token(session));
    Progress progress = session.terminal().progress("Storing the account at " + words.get(0));
    progress.step(() ->
        session.platform().put(Platform.path("account", "git-credentials", words.get(0)), account));
    progress.done();
    return ExitCode.OK.number();
  }

  private static String token(Session session) {
    String token = Secret.read(session, "Token or password (it is not shown)");
    if (token.isEmpty()) {
      throw Failure.usage("The token comes from standard input: … git:auth HOST USER < token");
    }
    return token;
  }

  private static int list(Invocation call, Session session) {
    List<Json> accounts = session.platform().list("/account/git-credentials");
    if (call.has("--json")) {
      session.terminal().json(new Json.Array(accounts));
    } else if (accounts.isEmpty()) {
      session.terminal().line("No accounts are stored.");
    } else {
      Table table = new Table("host", "user");
      accounts.forEach(account ->
          table.row(Span.of(account.at("host").text()), Span.of(account.at("username").text())));
      session.terminal().table(table);
    }
    return ExitCode.OK.number();
  }
}
