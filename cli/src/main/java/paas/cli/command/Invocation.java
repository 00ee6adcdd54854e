package paas.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.fault.Failure;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that was understood. */
public final class Invocation {
  private final ParseResult result;

  private Invocation(ParseResult result) {
    this.result = result;
  }

  /**
   * Understands the arguments as the manual says, or fails with what is wrong.
   *
   * @param commands all there are: a word too many may be the rest of another's name
   */
  static Invocation parse(CommandLine line, String[] arguments, List<String> commands) {
    try {
      return new Invocation(line.parseArgs(arguments));
    } catch (MissingParameterException e) {
      throw Failure.usage(e.getMessage() + "; see " + line.getCommandName() + " --help.");
    } catch (UnmatchedArgumentException e) {
      throw e.isUnknownOption()
          ? Failure.usage(String.valueOf(e.getMessage()))
          : surplus(line.getCommandName(), e.getUnmatched(), commands);
    } catch (ParameterException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Failure surplus(String command, List<String> words, List<String> commands) {
    String longer = command + ":" + words.get(0);
    return commands.stream().anyMatch(name -> longer.equals("paas " + name))
        ? Failure.usage(tooMany(words), "Did you mean: " + longer)
        : Failure.usage(tooMany(words), "See " + command + " --help.");
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

  /**
   * As many words as the command takes.
   *
   * @param example what it looks like
   */
  public List<String> words(int least, int most, String example) {
    List<String> words = words();
    if (words.size() < least) {
      throw Failure.usage("Too few words. For example: " + example);
    }
    if (words.size() > most) {
      throw Failure.usage(tooMany(words.subList(most, words.size())), "For example: " + example);
    }
    return words;
  }

  private static String tooMany(List<String> words) {
    return "Too many words: " + String.join(" ", words);
  }

  public Optional<String> word() {
    return words().stream().findFirst();
  }
}
