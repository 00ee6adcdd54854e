package paas.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a command accepts and what its help says, built in code: annotations would cost 100 ms
 * (measured).
 */
public final class Manual {
  private static final String[] APP = {"-a", "--app"};
  private static final String[] REMOTE = {"-r", "--remote"};

  private static final String HELP = "-h,--help";

  /** No argument of a process holds a NUL. */
  private static final String NEVER_TYPED = "\0";

  private final CommandSpec spec = CommandSpec.create();
  private final List<String> examples = new ArrayList<>();
  private boolean foreign;

  private Manual(String name, String summary) {
    spec.name("paas " + name);
    spec.usageMessage().description(summary).abbreviateSynopsis(true);
    spec.usageMessage().sortOptions(false);
    spec.parser().caseInsensitiveEnumValuesAllowed(false);
  }

  public static Manual of(String name, String summary) {
    return new Manual(name, summary);
  }

  /** Takes -a and -r, and works on one app. */
  public Manual app() {
    value(APP, "NAME", "the app; else that of the git remote 'paas' here, or PAAS_APP");
    return value(REMOTE, "REMOTE", "the git remote whose app is meant");
  }

  /** Takes --json. */
  public Manual json() {
    return flag("--json", "print JSON");
  }

  public Manual flag(String names, String description) {
    OptionSpec.Builder option = OptionSpec.builder(names.split(",", -1));
    spec.addOption(option.type(boolean.class).arity("0").description(description).build());
    return this;
  }

  public Manual option(String names, String label, String description) {
    return value(names.split(",", -1), label, description);
  }

  /** An option that may be given several times. */
  public Manual options(String names, String label, String description) {
    OptionSpec.Builder option = OptionSpec.builder(names.split(",", -1));
    spec.addOption(
        option.type(String[].class).arity("1").paramLabel(label).description(description).build());
    return this;
  }

  /**
   * The words that are no options: how many, "0..1", "1", "0..*" or "1..*". A label of several
   * words says itself what comes after what; the command has them counted ({@link
   * Invocation#words(int, int, String)}).
   */
  public Manual words(String label, String arity, String description) {
    boolean several = arity.endsWith("*");
    PositionalParamSpec.Builder words = PositionalParamSpec.builder().index(several ? "0..*" : "0");
    spec.addPositional(
        words
            .type(several ? String[].class : String.class)
            .arity(arity)
            .required(!arity.startsWith("0"))
            .paramLabel(label)
            .hideParamSyntax(label.indexOf(' ') > 0)
            .description(description)
            .build());
    return this;
  }

  /**
   * From the first word on everything is a word, options included: it is somebody else's command
   * line.
   */
  public Manual verbatim() {
    spec.parser().stopAtPositional(true);
    return this;
  }

  /** The whole line is somebody else's, --help and "--" too. */
  public Manual foreign() {
    foreign = true;
    spec.parser().unmatchedOptionsArePositionalParams(true);
    spec.parser().endOfOptionsDelimiter(NEVER_TYPED);
    return verbatim();
  }

  public Manual example(String command, String meaning) {
    examples.add("  $ " + command + "\n      " + meaning);
    return this;
  }

  /** All options, those that every command takes too; before {@link #spec}. */
  public List<String> optionNames() {
    List<String> names = new ArrayList<>();
    spec.options().forEach(option -> names.addAll(List.of(option.names())));
    if (!foreign) {
      names.addAll(List.of(HELP.split(",", -1)));
    }
    return names;
  }

  /** The picocli form; ask for it once. */
  CommandSpec spec() {
    if (!foreign) {
      flag(HELP, "show this");
    }
    List<String> footer = new ArrayList<>();
    if (!examples.isEmpty()) {
      footer.add("");
      footer.add("Examples:");
      examples.forEach(example -> footer.addAll(List.of(example.split("\n", -1))));
    }
    spec.usageMessage().footer(footer.toArray(String[]::new));
    return spec;
  }

  private Manual value(String[] names, String label, String description) {
    OptionSpec.Builder option = OptionSpec.builder(names);
    spec.addOption(
        option.type(String.class).arity("1").paramLabel(label).description(description).build());
    return this;
  }
}
