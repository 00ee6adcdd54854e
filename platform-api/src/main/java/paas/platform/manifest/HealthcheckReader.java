package paas.platform.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.release.ProcessType;

/** Reads {@code healthchecks}: a list for each process type, in Dokku's words. */
final class HealthcheckReader {
  private static final int CHECKS = 20;
  private static final int MEMBERS = 30;
  private static final int PATH = 2000;
  private static final int ATTEMPTS = 100;
  private static final int SECONDS = 600;

  private static final Set<String> NAMING = Set.of("name", "description", "listening");

  private final SortedMap<ProcessType, List<Healthcheck>> found = new TreeMap<>();

  SortedMap<ProcessType, List<Healthcheck>> found() {
    return found;
  }

  void read(ProcessType type, Spot spot) {
    List<Healthcheck> checks = new ArrayList<>();
    spot.elements(CHECKS).forEach(each -> checks.add(check(each)));
    found.put(type, List.copyOf(checks));
  }

  private static Healthcheck check(Spot spot) {
    Healthcheck.Kind kind = Healthcheck.Kind.STARTUP;
    String path = "";
    int attempts = 3;
    Duration timeout = Duration.ofSeconds(5);
    Duration wait = Duration.ofSeconds(5);
    for (Map.Entry<String, Spot> member : spot.members(MEMBERS).entrySet()) {
      Spot at = member.getValue();
      switch (member.getKey()) {
        case "type" -> kind = kind(at).orElse(kind);
        case "path" -> path = path(at);
        case "attempts" -> attempts = at.number(1, ATTEMPTS).orElse(attempts);
        case "timeout" -> timeout = seconds(at).orElse(timeout);
        case "wait" -> wait = seconds(at).orElse(wait);
        default -> {
          if (!NAMING.contains(member.getKey())) {
            at.note("is not heeded");
          }
        }
      }
    }
    return new Healthcheck(kind, path, attempts, timeout, wait);
  }

  private static Optional<Healthcheck.Kind> kind(Spot spot) {
    Optional<String> text = spot.line(PATH);
    for (Healthcheck.Kind kind : Healthcheck.Kind.values()) {
      if (text.filter(kind.name().toLowerCase(Locale.ROOT)::equals).isPresent()) {
        return Optional.of(kind);
      }
    }
    text.ifPresent(other -> spot.problem("expected startup, readiness or liveness"));
    return Optional.empty();
  }

  private static String path(Spot spot) {
    String path = spot.line(PATH).orElse("");
    if (!path.isEmpty() && !path.startsWith("/")) {
      spot.problem("expected a path that begins with /");
    }
    return path;
  }

  private static Optional<Duration> seconds(Spot spot) {
    return spot.number(0, SECONDS).map(Duration::ofSeconds);
  }
}
