package paas.cli.oneoff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paas.cli.command.Shell;
import paas.cli.git.AppName;

/**
 * The words of {@code paas run}: the command for the app's shell, and the app where it stands
 * behind the command, as Heroku's users write it ({@code run rake db:migrate -a shop}). Behind "--"
 * every word is the command's.
 */
record CommandLineWords(List<String> command, Optional<String> app) {

  static CommandLineWords of(List<String> words, boolean delimited) {
    int last = words.size() - 1;
    if (!delimited
        && last >= 2
        && isAppOption(words.get(last - 1))
        && AppName.isValid(words.get(last))) {
      return new CommandLineWords(words.subList(0, last - 1), Optional.of(words.get(last)));
    }
    return new CommandLineWords(words, Optional.empty());
  }

  /** One line for a shell: a single word is one already, several keep their bounds. */
  String line() {
    if (command.size() == 1) {
      return command.get(0);
    }
    List<String> quoted = new ArrayList<>();
    command.forEach(word -> quoted.add(Shell.quote(word)));
    return String.join(" ", quoted);
  }

  static boolean isAppOption(String word) {
    return word.equals("-a") || word.equals("--app");
  }
}
