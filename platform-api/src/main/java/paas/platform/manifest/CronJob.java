package paas.platform.manifest;

import java.util.Set;
import paas.platform.fault.Rejected;

/** A command, when to run it, and how. */
public record CronJob(CronName name, CronSchedule schedule, String command, CronTerms terms) {
  /** Of a command, in characters. */
  public static final int LONGEST = 32 * 1024;

  public CronJob {
    if (command.isBlank()) {
      throw Rejected.invalid(
          "A cron job needs a command: a process type of the Procfile, or a command line.");
    }
    if (command.length() > LONGEST || command.chars().anyMatch(Character::isISOControl)) {
      throw Rejected.invalid(
          "A cron job's command is one line of at most " + LONGEST + " characters.");
    }
  }

  /** One that is named after its command. */
  public static CronJob unnamed(
      CronSchedule schedule, String command, CronTerms terms, Set<CronName> taken) {
    return new CronJob(CronName.of(command, taken), schedule, command, terms);
  }

  public CronJob named(CronName other) {
    return new CronJob(other, schedule, command, terms);
  }

  /** When it is due, as text: what makes it another job in the eyes of the scheduler. */
  public String timing() {
    return schedule.text() + " " + terms.zone();
  }

  /** Without the command, which may hold secrets. */
  @Override
  public String toString() {
    return "CronJob[" + name + " " + timing() + "]";
  }
}
