package paas.cli.login;

import java.io.IOException;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Secret;
import paas.cli.command.Session;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Style;

/** {@code paas login}: checks an API token with the platform, then stores it. */
public final class LoginCommand implements Command {
  @Override
  public Manual manual() {
    return Manual.of("login", "Log in to a platform with an API token.")
        .option(
            "--url", "URL", "the platform; else PAAS_URL, the one logged in to, or this machine's")
        .example(
            "paas login --url https://paas.example.com", "asks for the token, without showing it")
        .example("paas login < token-file", "reads the token from a file or a pipe");
  }

  @Override
  public int run(Invocation call, Session session) {
    String url =
        call.option("--url")
            .map(Credentials::platformUrl)
            .orElseGet(() -> session.credentialsFile().currentUrl());
    warnOfClearText(url, session);
    Credentials credentials =
        new Credentials(url, Optional.of(token(url, session)), Credentials.Source.TYPED);
    try (Platform platform = session.platform(credentials)) {
      String email = platform.get("/account").at("email").text();
      session.credentialsFile().store(credentials);
      session.terminal().noteLine("Logged in to " + url + " as " + email);
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot store the credentials: " + e);
    }
  }

  private static void warnOfClearText(String url, Session session) {
    boolean local =
        url.matches("http://(localhost|[^/]*\\.localhost|127\\.[0-9.]+|\\[::1\\])(:.*)?");
    if (url.startsWith("http:") && !local) {
      session
          .terminal()
          .alert(Style.YELLOW, "The token travels unencrypted to " + url + "; prefer https.");
    }
  }

  private static String token(String url, Session session) {
    String token = Secret.read(session, "API token for " + url);
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw Failure.usage("That is no API token: a token is one word of visible ASCII characters.");
    }
    return token;
  }
}
