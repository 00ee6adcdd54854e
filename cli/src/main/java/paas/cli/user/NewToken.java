package paas.cli.user;

import paas.cli.command.Session;
import paas.cli.json.Json;

/**
 * Prints a token alone on standard output, so that a script can take it, and what to do with it.
 */
final class NewToken {
  private NewToken() {}

  static void print(Json user, Session session) {
    session.terminal().line(user.at("access_token").at("token").text());
    session
        .terminal()
        .noteLine(
            "That token is not shown again. It is for: paas login --url "
                + session.platform().url());
  }
}
