package paas.cli.command;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Span;
import paas.cli.terminal.Stty;

/** A token: typed at a terminal that does not show it, or the first line of a file or pipe. */
public final class Secret {
  private static final int LONGEST = 4096;

  private Secret() {}

  /** {@code question} is what a person at a terminal is asked. May be empty. */
  public static String read(Session session, String question) {
    try {
      return session.terminal().facts().stdin() ? ask(session, question) : line(session);
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot read the token: " + e.getMessage());
    }
  }

  private static String ask(Session session, String question) throws IOException {
    session.terminal().note(Span.of(question + ": "));
    Stty silent = Stty.silent();
    try {
      return line(session);
    } finally {
      silent.close();
      session.terminal().noteLine("");
    }
  }

  private static String line(Session session) throws IOException {
    var in = new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8);
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n' && line.length() <= LONGEST; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
