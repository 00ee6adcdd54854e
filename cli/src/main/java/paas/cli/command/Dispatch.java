package paas.cli.command;

import java.util.List;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;
import paas.cli.terminal.Style;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Takes one command from its arguments to its exit code. */
public final class Dispatch {
  private static final int WIDEST_HELP = 100;

  private Dispatch() {}

  /**
   * @param commands the names of all there are
   */
  public static int run(
      Command command, String[] arguments, List<String> commands, Session session) {
    CommandLine line = commandLine(command.manual());
    if (asksForHelp(line, arguments)) {
      session.terminal().line(help(line, session));
      return ExitCode.OK.number();
    }
    Invocation call = Invocation.parse(line, arguments, commands);
    if (call.has("--help")) {
      session.terminal().line(help(line, session));
      return ExitCode.OK.number();
    }
    return command.run(call, session);
  }

  /** The help text of a command. */
  public static String help(Command command, Session session) {
    return help(commandLine(command.manual()), session);
  }

  private static CommandLine commandLine(Manual manual) {
    CommandSpec spec = manual.spec();
    return new CommandLine(spec)
        // Values are bytes to us: no @file, no ${variables}, no quotes taken away.
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setTrimQuotes(false);
  }

  private static String help(CommandLine line, Session session) {
    line.setUsageHelpWidth(Math.max(60, Math.min(WIDEST_HELP, session.terminal().facts().width())));
    return line.getUsageMessage(Ansi.OFF).stripTrailing();
  }

  /** Help is wanted even where the rest of the line is incomplete. */
  private static boolean asksForHelp(CommandLine line, String[] arguments) {
    if (line.getCommandSpec().findOption("--help") == null) {
      return false; // It is for another program.
    }
    boolean verbatim = line.isStopAtPositional();
    for (String argument : arguments) {
      if (argument.equals("--help") || argument.equals("-h")) {
        return true;
      }
      if (argument.equals("--") || (verbatim && !argument.startsWith("-"))) {
        return false;
      }
    }
    return false;
  }

  /** Tells what a failed command has to say. */
  public static void explain(Failure failure, Session session) {
    session.terminal().alert(Style.RED, failure.explanation());
    failure.advice().ifPresent(advice -> session.terminal().alert(Style.DIM, advice));
  }
}
