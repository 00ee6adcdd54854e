package paas.cli.login;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import paas.cli.api.Platform;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Span;
import paas.cli.terminal.Stty;
import paas.cli.terminal.Style;

/** {@code paas login}: checks an API token with the platform, then stores it. */
public final class LoginCommand implements Command {
  private static final int MAX_TOKEN = 4096;

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
    Credentials credentials = new Credentials(url, Optional.of(token(url, session)));
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
    boolean asked = session.terminal().facts().stdin();
    try {
      String token = asked ? ask(url, session) : readLine(session);
      if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw Failure.usage(
            "That is no API token: a token is one word of visible ASCII characters.");
      }
      return token;
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot read the token: " + e.getMessage());
    }
  }

  private static String ask(String url, Session session) throws IOException {
    session.terminal().note(Span.of("API token for " + url + ": "));
    Stty silent = Stty.silent();
    try {
      return readLine(session);
    } finally {
      silent.close();
      session.terminal().noteLine("");
    }
  }

  private static String readLine(Session session) throws IOException {
    var in = new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8);
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() <= MAX_TOKEN; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
