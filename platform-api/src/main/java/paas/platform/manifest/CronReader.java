package paas.platform.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code cron}: a list of commands with their schedules. */
final class CronReader {
  private static final int JOBS = 100;
  private static final int MEMBERS = 100;
  private static final int COMMAND = 32 * 1024;
  private static final int LINE = 2000;

  private final List<CronJob> found = new ArrayList<>();

  List<CronJob> found() {
    return found;
  }

  void read(Spot cron) {
    cron.elements(JOBS).forEach(this::job);
  }

  private void job(Spot spot) {
    Map<String, Spot> members = spot.members(MEMBERS);
    Optional<String> command = need(spot, members, "command").flatMap(at -> at.line(COMMAND));
    Optional<CronSchedule> schedule = need(spot, members, "schedule").flatMap(CronReader::when);
    if (command.isPresent() && schedule.isPresent()) {
      found.add(new CronJob(schedule.get(), command.get()));
    }
  }

  private static Optional<Spot> need(Spot spot, Map<String, Spot> members, String name) {
    Optional<Spot> found = Optional.ofNullable(members.get(name));
    if (found.isEmpty()) {
      spot.problem("expected \"" + name + "\"");
    }
    return found;
  }

  private static Optional<CronSchedule> when(Spot spot) {
    Optional<String> text = spot.line(LINE);
    Optional<String> flaw = text.flatMap(CronSchedule::flaw);
    flaw.ifPresent(spot::problem);
    return flaw.isPresent() ? Optional.empty() : text.map(CronSchedule::new);
  }
}
