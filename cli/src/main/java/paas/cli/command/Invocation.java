package paas.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.fault.Failure;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command line that was understood. */
public final class Invocation {
  private final ParseResult result;

  private Invocation(ParseResult result) {
    this.result = result;
  }

  /** Understands the arguments as the manual says, or fails with what is wrong. */
  static Invocation parse(CommandLine line, String[] arguments) {
    try {
      return new Invocation(line.parseArgs(arguments));
    } catch (MissingParameterException e) {
      throw Failure.usage(e.getMessage() + "; see " + line.getCommandName() + " --help.");
    } catch (ParameterException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  public boolean has(String flag) {
    return result.hasMatchedOption(flag);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(result.<String>matchedOptionValue(name, null));
  }

  /** The values of an option that may be given several times. */
  public List<String> options(String name) {
    return List.of(result.matchedOptionValue(name, new String[0]));
  }

  /** A whole number that an option gives, within bounds. */
  public int number(String name, int otherwise, int least, int most) {
    Optional<String> given = option(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Failure.usage(
        name + " wants a number from " + least + " to " + most + ", not '" + given.get() + "'.");
  }

  /** Whether the words stand behind "--", which keeps them from being read as options. */
  public boolean isDelimited() {
    List<String> all = result.originalArgs();
    int before = all.size() - words().size() - 1;
    return before >= 0 && all.get(before).equals("--");
  }

  /** The words that are no options. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    result.matchedPositionals().forEach(positional -> words.addAll(positional.stringValues()));
    return words;
  }

  public Optional<String> word() {
    return words().stream().findFirst();
  }
}
