package paas.platform.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import paas.platform.fault.Rejected;
import paas.platform.formation.Size;

/** Reads {@code cron}: a list of commands with their schedules, and how to run them. */
final class CronReader {
  private static final int JOBS = 100;
  private static final int MEMBERS = 100;
  private static final int LINE = 2000;

  /** What is said in the file; the jobs without a name get theirs when all others are known. */
  private record Said(
      Optional<CronName> name, CronSchedule schedule, String command, CronTerms terms) {}

  private final List<Said> said = new ArrayList<>();

  List<CronJob> found() {
    Set<CronName> taken = new HashSet<>();
    said.forEach(job -> job.name().ifPresent(taken::add));
    List<CronJob> found = new ArrayList<>();
    for (Said job : said) {
      CronJob made =
          job.name()
              .map(name -> new CronJob(name, job.schedule(), job.command(), job.terms()))
              .orElseGet(() -> CronJob.unnamed(job.schedule(), job.command(), job.terms(), taken));
      taken.add(made.name());
      found.add(made);
    }
    return found;
  }

  void read(Spot cron) {
    cron.elements(JOBS).forEach(this::job);
  }

  private void job(Spot spot) {
    Map<String, Spot> members = spot.members(MEMBERS);
    Optional<String> command =
        need(spot, members, "command").flatMap(at -> at.line(CronJob.LONGEST));
    Optional<CronSchedule> schedule = need(spot, members, "schedule").flatMap(CronReader::when);
    Optional<CronName> name = chosen(members, "name", CronName::new);
    if (name.filter(n -> said.stream().anyMatch(s -> s.name().equals(Optional.of(n))))
        .isPresent()) {
      spot.problem("another job has the name " + name.get());
    }
    CronTerms terms = terms(members);
    if (command.isPresent() && schedule.isPresent()) {
      said.add(new Said(name, schedule.get(), command.get(), terms));
    }
  }

  private static CronTerms terms(Map<String, Spot> members) {
    CronTerms usual = CronTerms.STANDARD;
    return new CronTerms(
        chosen(members, "timezone", CronTerms::zone).orElse(usual.zone()),
        chosen(members, "concurrency", CronTerms::concurrency)
            .or(() -> chosen(members, "concurrency_policy", CronTerms::concurrency))
            .orElse(usual.concurrency()),
        Optional.ofNullable(members.get("timeout"))
            .flatMap(at -> at.number(1, (int) CronTerms.LONGEST.toSeconds()))
            .map(Duration::ofSeconds)
            .orElse(usual.timeout()),
        chosen(members, "missed", CronTerms::missed).orElse(usual.missed()),
        chosen(members, "size", Size::parse).orElse(usual.size()));
  }

  private static <T> Optional<T> chosen(
      Map<String, Spot> members, String name, Function<String, T> parse) {
    Optional<Spot> spot = Optional.ofNullable(members.get(name));
    return spot.flatMap(at -> at.line(LINE)).flatMap(text -> parsed(spot.get(), text, parse));
  }

  private static <T> Optional<T> parsed(Spot at, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (Rejected e) {
      at.problem(e.getMessage());
      return Optional.empty();
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
