package paas.cli.completion;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import paas.cli.command.Command;
import paas.cli.command.Invocation;
import paas.cli.command.Manual;
import paas.cli.command.Session;
import paas.cli.fault.ExitCode;
import paas.cli.fault.Failure;

/** {@code paas completion}: what a shell asks when Tab is pressed. */
public final class CompletionCommand implements Command {
  private static final String EXAMPLE = "paas completion bash";

  private final List<String> names;
  private final Function<String, Optional<Command>> commands;

  /**
   * @param names of all commands, some of which need not be found
   */
  public CompletionCommand(List<String> names, Function<String, Optional<Command>> commands) {
    this.names = names;
    this.commands = commands;
  }

  @Override
  public Manual manual() {
    return Manual.of("completion", "Print what has a shell complete commands, options and apps.")
        .words("SHELL", "1", "bash or zsh; apps prints the names of your apps, which they ask for")
        .example("eval \"$(paas completion bash)\"", "in ~/.bashrc")
        .example("eval \"$(paas completion zsh)\"", "in ~/.zshrc, behind compinit");
  }

  @Override
  public int run(Invocation call, Session session) {
    switch (call.words(1, 1, EXAMPLE).get(0)) {
      case "bash" -> session.terminal().line(Scripts.bash(all(), options()));
      case "zsh" -> session.terminal().line(Scripts.zsh(all(), options()));
      case "apps" ->
          session
              .platform()
              .list("/apps")
              .forEach(app -> session.terminal().line(app.at("name").text()));
      default -> throw Failure.usage("Completion is for bash and zsh. For example: " + EXAMPLE);
    }
    return ExitCode.OK.number();
  }

  private String all() {
    return String.join(" ", names);
  }

  /** A case of a shell's {@code case} for each command that takes options. */
  private String options() {
    return names.stream().flatMap(name -> options(name).stream()).collect(Collectors.joining("\n"));
  }

  private Optional<String> options(String name) {
    return commands
        .apply(name)
        .map(command -> String.join(" ", command.manual().optionNames()))
        .filter(options -> !options.isEmpty())
        .map(options -> "      " + name + ") found='" + options + "' ;;");
  }
}
