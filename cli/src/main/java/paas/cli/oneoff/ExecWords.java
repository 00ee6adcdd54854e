package paas.cli.oneoff;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import paas.cli.command.Invocation;

/**
 * The words of {@code paas ps:exec}: the instance (web.1 when none is named), then the command for
 * its shell, which may be empty; and the app, where it stands behind them.
 */
record ExecWords(String instance, CommandLineWords line) {
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*\\.[0-9]+");
  private static final String USUAL = "web.1";

  static ExecWords of(Invocation call) {
    return of(call.words(), call.isDelimited(), call.option("--dyno"));
  }

  static ExecWords of(List<String> all, boolean delimited, Optional<String> option) {
    boolean named =
        option.isEmpty() && !delimited && !all.isEmpty() && INSTANCE.matcher(all.get(0)).matches();
    List<String> rest = named ? all.subList(1, all.size()) : all;
    String instance = named ? all.get(0) : option.orElse(USUAL);
    if (rest.size() >= 2 && CommandLineWords.isAppOption(rest.get(0)) && !delimited) {
      Optional<String> app = Optional.of(rest.get(1));
      List<String> command = withoutDelimiter(rest.subList(2, rest.size()));
      return new ExecWords(instance, new CommandLineWords(command, app));
    }
    boolean delimitedHere = delimited || (!rest.isEmpty() && rest.get(0).equals("--"));
    return new ExecWords(instance, CommandLineWords.of(withoutDelimiter(rest), delimitedHere));
  }

  private static List<String> withoutDelimiter(List<String> words) {
    return !words.isEmpty() && words.get(0).equals("--") ? words.subList(1, words.size()) : words;
  }
}
