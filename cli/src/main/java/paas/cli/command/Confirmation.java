package paas.cli.command;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Span;
import paas.cli.terminal.Style;

/**
 * Has the user type a name before something is done that cannot be undone, or takes it from
 * --confirm.
 *
 * @param name what has to be typed
 * @param deed what is about to be done: "destroy shop"
 * @param warning what it means
 * @param outcome what was left undone where the name is wrong: "nothing was destroyed"
 */
public record Confirmation(String name, String deed, String warning, String outcome) {
  private static final int MAX_NAME = 64;

  /** Returns once it is confirmed; fails otherwise. */
  public void require(Optional<String> given, Session session) {
    String typed = given.isPresent() ? given.get() : ask(session);
    if (!typed.equals(name)) {
      throw Failure.usage("'" + typed + "' is not '" + name + "'; " + outcome + ".");
    }
  }

  private String ask(Session session) {
    if (!session.terminal().facts().stdin()) {
      throw Failure.usage("To " + deed + " without a terminal, add: --confirm " + name);
    }
    session.terminal().alert(Style.RED, warning);
    session.terminal().note(Span.of("Type " + name + " to go on: "));
    try {
      var in = new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8);
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n' && line.length() < MAX_NAME; c = in.read()) {
        line.append((char) c);
      }
      return line.toString().strip();
    } catch (IOException e) {
      throw Failure.of(ExitCode.FAILED, "Cannot read the answer: " + e.getMessage());
    }
  }
}
