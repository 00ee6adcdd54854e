package paas.platform.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import paas.platform.release.ProcessType;

/** Looks for habits in the commands of process types. */
final class Commands {
  private static final int SHOWN = 80;

  /** A habit: how it shows in a command, and what to do instead. */
  record Habit(Pattern sign, String what, String fix) {
    static Habit of(String sign, String what, String fix) {
      return new Habit(
          Pattern.compile("(?:^|[\\s;&|/(])(?:" + sign + ")(?=$|[\\s;&|)])"), what, fix);
    }
  }

  private Commands() {}

  /** The first habit that each command shows; the release phase is let alone. */
  static List<Finding> shown(Map<ProcessType, String> processes, List<Habit> habits) {
    List<Finding> findings = new ArrayList<>();
    processes.forEach((type, command) ->
        habits.stream()
            .filter(habit -> !type.equals(ProcessType.RELEASE))
            .filter(habit -> habit.sign().matcher(command).find())
            .findFirst()
            .ifPresent(habit ->
                findings.add(
                    new Finding(
                        "%s %s: `%s`".formatted(type, habit.what(), shown(command)),
                        habit.fix()))));
    return findings;
  }

  private static String shown(String command) {
    String cut = command.length() > SHOWN ? command.substring(0, SHOWN) + "…" : command;
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
