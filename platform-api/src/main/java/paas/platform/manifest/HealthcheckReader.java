package paas.platform.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.fault.Rejected;
import paas.platform.health.Healthcheck;
import paas.platform.health.Wording;
import paas.platform.release.ProcessType;

/** Reads {@code healthchecks}: a list for each process type, in Dokku's words and a few more. */
final class HealthcheckReader {
  private static final int CHECKS = 20;
  private static final int MEMBERS = 30;
  private static final int ARGUMENTS = 100;
  private static final int PORTS = 65_535;

  private static final Set<String> SECONDS =
      Set.of("timeout", "wait", "interval", "initialDelay", "uptime");
  private static final Set<String> LINES = Set.of("type", "name", "path", "content", "redirects");

  private final SortedMap<ProcessType, List<Healthcheck>> found = new TreeMap<>();

  SortedMap<ProcessType, List<Healthcheck>> found() {
    return found;
  }

  void read(ProcessType type, Spot spot) {
    List<Healthcheck> checks = new ArrayList<>();
    spot.elements(CHECKS).forEach(each -> check(each).ifPresent(checks::add));
    found.put(type, List.copyOf(checks));
  }

  /** None where it is wrong, or only warns. */
  private static Optional<Healthcheck> check(Spot spot) {
    Wording wording = new Wording();
    boolean counts = true;
    for (Map.Entry<String, Spot> member : spot.members(MEMBERS).entrySet()) {
      if (member.getKey().equals("warn") && member.getValue().flag().orElse(false)) {
        member.getValue().note("a check that only warns is not made here");
        counts = false;
      } else {
        member(wording, member.getKey(), member.getValue());
      }
    }
    try {
      Healthcheck check = wording.check(Healthcheck.Source.MANIFEST);
      return Optional.of(check).filter(counts ? c -> true : c -> false);
    } catch (Rejected e) {
      spot.problem(e.getMessage());
      return Optional.empty();
    }
  }

  private static void member(Wording wording, String key, Spot at) {
    try {
      if (LINES.contains(key)) {
        at.line(Wording.MOST_TEXT).ifPresent(text -> wording.say(key, text));
      } else if (SECONDS.contains(key)) {
        number(wording, key, at, key.equals("timeout") ? 1 : 0, Wording.MOST_SECONDS);
      } else {
        other(wording, key, at);
      }
    } catch (Rejected e) {
      at.problem(e.getMessage());
    }
  }

  private static void other(Wording wording, String key, Spot at) {
    switch (key) {
      case "attempts" -> number(wording, key, at, 1, Wording.MOST_ATTEMPTS);
      case "port" -> number(wording, key, at, 1, PORTS);
      case "status" -> status(wording, at);
      case "listening" -> at.flag().ifPresent(flag -> wording.say(key, flag.toString()));
      case "command" -> command(wording, at);
      case "httpHeaders" -> at.elements(ARGUMENTS).forEach(header -> header(wording, header));
      case "warn", "description" -> {}
      default -> at.note("is not heeded");
    }
  }

  private static void number(Wording wording, String key, Spot at, int least, int most) {
    at.number(least, most).ifPresent(number -> wording.say(key, number.toString()));
  }

  private static void status(Wording wording, Spot at) {
    if (at.isText()) {
      at.line(Wording.MOST_TEXT).ifPresent(text -> wording.say("status", text));
    } else {
      number(wording, "status", at, 100, 599);
    }
  }

  /** Dokku takes a program and its arguments; a command line is our own. */
  private static void command(Wording wording, Spot at) {
    if (at.isText()) {
      at.line(Wording.MOST_TEXT).ifPresent(text -> wording.say("command", text));
      return;
    }
    List<String> words = new ArrayList<>();
    at.elements(ARGUMENTS).forEach(word -> word.text(Wording.MOST_TEXT).ifPresent(words::add));
    if (words.isEmpty()) {
      at.problem("expected a program and its arguments");
    }
    wording.program(words);
  }

  private static void header(Wording wording, Spot at) {
    Map<String, Spot> members = at.members(MEMBERS);
    Optional<String> name = part(members, "name");
    Optional<String> value = part(members, "value");
    if (name.isEmpty() || value.isEmpty()) {
      at.problem("expected \"name\" and \"value\"");
    } else {
      wording.header(name.get(), value.get());
    }
  }

  private static Optional<String> part(Map<String, Spot> members, String name) {
    return Optional.ofNullable(members.get(name)).flatMap(at -> at.line(Wording.MOST_TEXT));
  }
}
