package paas.platform.check;

import java.util.List;
import java.util.regex.Pattern;

/** VIII: scale by the process model; the platform is the process manager. */
final class Concurrency implements Factor {
  private static final List<Commands.Habit> HABITS =
      List.of(
          Commands.Habit.of(
              "pm2|forever|supervisord|foreman|honcho|overmind|daemonize|nohup|concurrently",
              "runs a process manager",
              "Give each process a line in the Procfile and scale it: paas ps:scale"),
          new Commands.Habit(
              Pattern.compile("[^&>|]&\\s*[^&>\\s\\d]"),
              "starts a second process in the background",
              "Give it a line of its own in the Procfile; the platform restarts and scales it"));

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String name() {
    return "Concurrency";
  }

  @Override
  public FactorReport look(Evidence evidence) {
    return evidence.processes().isEmpty()
        ? unseen("no process types")
        : judge(
            Commands.shown(evidence.processes(), HABITS),
            evidence.processes().size() == 1
                ? "1 process type"
                : evidence.processes().size() + " process types");
  }
}
