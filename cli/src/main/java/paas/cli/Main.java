package paas.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import paas.cli.command.Command;
import paas.cli.command.Dispatch;
import paas.cli.command.Session;
import paas.cli.command.Text;
import paas.cli.command.Version;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Facts;
import paas.cli.terminal.Terminal;

/** {@code paas}: finds the command that the first word names, and runs it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> env = System.getenv();
    Facts facts =
        Facts.of(System.getProperty("paas.tty", ""), System.getProperty("paas.width", ""), env);
    // Unbuffered and unwrapped: errors of writing must be seen, bytes must pass as they are.
    Terminal terminal =
        new Terminal(
            facts,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err));
    Path directory = Path.of(System.getProperty("user.dir", "."));
    try (Session session = new Session(env, directory, terminal, Clock.systemUTC())) {
      int exit = runTyped(arguments, session);
      // No hook is left to run, and exit() would load the logging system to announce itself.
      Runtime.getRuntime().halt(exit);
    }
  }

  /** Runs a command line as the user typed it. */
  static int runTyped(String[] arguments, Session session) {
    return run(() -> ExactArguments.of(arguments), session);
  }

  /** Runs a command line to its exit code; nothing escapes. */
  static int run(Supplier<String[]> arguments, Session session) {
    try {
      return dispatch(arguments.get(), session);
    } catch (Failure e) {
      return end(e, session);
    } catch (RuntimeException e) {
      return bug(e, session);
    }
  }

  private static int dispatch(String[] arguments, Session session) {
    String first = arguments.length == 0 ? "help" : arguments[0];
    String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
    String name = Spellings.canonical(first);
    return switch (name) {
      case "version", "--version", "-v", "-V" -> version(session);
      case "help", "--help", "-h" -> help(rest, session);
      default -> Dispatch.run(command(name, first), rest, Names.ALL, session);
    };
  }

  private static int version(Session session) {
    session.terminal().line("paas " + Version.TEXT);
    return ExitCode.OK.number();
  }

  private static int help(String[] topic, Session session) {
    String name = topic.length == 0 ? "help" : Spellings.canonical(topic[0]);
    if (name.equals("help") || name.equals("version") || name.startsWith("-")) {
      session.terminal().line(TopLevelHelp.TEXT);
    } else {
      session.terminal().line(Dispatch.help(command(name, topic[0]), session));
    }
    return ExitCode.OK.number();
  }

  private static Command command(String name, String typed) {
    Optional<Command> command = Catalogue.find(name);
    return command.orElseThrow(() -> unknown(typed));
  }

  private static Failure unknown(String typed) {
    String message = "'" + typed + "' is not a paas command.";
    Optional<String> instead = Elsewhere.instead(typed);
    if (instead.isPresent()) {
      return Failure.of(ExitCode.USAGE, message, instead.get());
    }
    List<String> near = Suggestion.near(typed, Names.ALL);
    return near.isEmpty()
        ? Failure.of(ExitCode.USAGE, message, "All commands: paas help")
        : Failure.of(
            ExitCode.USAGE, message, "Did you mean " + Text.or(near) + "? All commands: paas help");
  }

  private static int end(Failure failure, Session session) {
    if (failure.exitCode() != ExitCode.BROKEN_PIPE) {
      try {
        Dispatch.explain(failure, session);
      } catch (Failure nobodyListens) {
        return failure.exitCode().number();
      }
    }
    return failure.exitCode().number();
  }

  private static int bug(RuntimeException e, Session session) {
    StringBuilder trace = new StringBuilder("This is a bug in paas " + Version.TEXT + ": " + e);
    for (StackTraceElement at : e.getStackTrace()) {
      trace.append("\n    at ").append(at);
    }
    return end(Failure.of(ExitCode.INTERNAL, trace.toString()), session);
  }
}
