package paas.cli.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.credentials.Credentials;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/**
 * {@code paas git-credential}: speaks git's credential protocol (gitcredentials(7),
 * git-credential(1)). It answers for the platform that it is logged in to and for no other host;
 * git can neither change nor erase the login.
 */
public final class GitCredentialCommand implements Command {
  private static final int MAX_LINES = 256;

  @Override
  public Manual manual() {
    return Manual.of(
            "git-credential", "Give git the token for the platform; git runs this by itself.")
        .words("get|store|erase", "1", "what git wants")
        .example(
            "git config credential.http://127.0.0.1:7300.helper '!paas git-credential'",
            "what paas create and paas git:remote set up");
  }

  @Override
  public int run(Invocation call, Session session) {
    Map<String, String> asked = read(session);
    if (!call.words().get(0).equals("get")) {
      return ExitCode.OK.number();
    }
    Credentials credentials = session.credentialsFile().current();
    Optional<String> token = credentials.token();
    String wanted = asked.getOrDefault("protocol", "") + "://" + asked.getOrDefault("host", "");
    if (token.isPresent() && origin(credentials.url()).equals(wanted)) {
      session.terminal().line("username=paas");
      session.terminal().line("password=" + token.get());
    }
    return ExitCode.OK.number();
  }

  /** A URL without its path. */
  private static String origin(String url) {
    int slash = url.indexOf('/', url.indexOf("://") + 3);
    return slash < 0 ? url : url.substring(0, slash);
  }

  private static Map<String, String> read(Session session) {
    Map<String, String> attributes = new LinkedHashMap<>();
    var in =
        new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
    try {
      String line = in.readLine();
      for (int i = 0; i < MAX_LINES && line != null && !line.isEmpty(); i++) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          attributes.put(line.substring(0, equals), line.substring(equals + 1));
        }
        line = in.readLine();
      }
      return attributes;
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot read what git asks: " + e.getMessage());
    }
  }
}
