package paas.platform.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/**
 * A check in words while it is put together, one {@code key=value} after the other, as {@code paas
 * checks:set} has them. A refusal says what was expected, not where: the caller knows.
 */
public final class Wording {
  public static final int MOST_ATTEMPTS = 100;
  public static final int MOST_SECONDS = 600;
  public static final int MOST_TEXT = 2000;
  private static final int MOST_HEADERS = 20;
  private static final String HEADER = "header.";
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#]]*");

  /** As {@code app.json} has it; there is one word for what is between two attempts here. */
  private static final Map<String, String> ALIASES =
      Map.of("wait", "interval", "initialDelay", "delay");

  private static final List<String> KEYS =
      List.of(
          "type",
          "name",
          "path",
          "port",
          "status",
          "content",
          "redirects",
          "listening",
          "command",
          "uptime",
          "attempts",
          "timeout",
          "interval",
          "delay");

  private final SortedMap<String, String> headers = new TreeMap<>();
  private Stage stage = Stage.STARTUP;
  private String name = "";
  private Optional<String> path = Optional.empty();
  private Optional<Integer> port = Optional.empty();
  private Optional<Statuses> statuses = Optional.empty();
  private String content = "";
  private boolean follow;
  private boolean listening;
  private Optional<Ask> command = Optional.empty();
  private Optional<Duration> uptime = Optional.empty();
  private int attempts = 3;
  private Duration timeout = Duration.ofSeconds(5);
  private Duration interval = Duration.ofSeconds(5);
  private Duration delay = Duration.ZERO;

  /** Reads one check. */
  public static Healthcheck check(Healthcheck.Source source, Map<String, String> words) {
    Wording wording = new Wording();
    words.forEach((key, value) -> {
      try {
        wording.say(key, value);
      } catch (Rejected e) {
        throw Rejected.invalid("The check's " + shown(key) + ": " + e.getMessage() + ".");
      }
    });
    return wording.check(source);
  }

  private static String shown(String key) {
    String cut = key.length() > 40 ? key.substring(0, 40) + "…" : key;
    return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
  }

  /** Takes one setting in. */
  public void say(String key, String value) {
    String known = ALIASES.getOrDefault(key, key);
    switch (known) {
      case "type" ->
          stage =
              Stage.find(value)
                  .orElseThrow(() -> Rejected.invalid("expected startup, readiness or liveness"));
      case "name" -> name = line(value);
      case "path" -> path = Optional.of(path(value));
      case "port" -> port = Optional.of(number(value, 1, 65_535));
      case "status" -> statuses = Optional.of(Statuses.parse(value));
      case "content" -> content = line(value);
      case "redirects" -> follow = followed(value);
      case "listening" -> listening = flag(value);
      case "command" -> command = Optional.of(new Ask.Line(line(value)));
      case "uptime" -> uptime = Optional.of(seconds(value));
      case "attempts" -> attempts = number(value, 1, MOST_ATTEMPTS);
      case "timeout" -> timeout = Duration.ofSeconds(number(value, 1, MOST_SECONDS));
      case "interval" -> interval = seconds(value);
      case "delay" -> delay = seconds(value);
      default -> other(key, value);
    }
  }

  private void other(String key, String value) {
    if (!key.startsWith(HEADER)) {
      throw Rejected.invalid(
          "is not known: there are " + String.join(", ", KEYS) + " and header.NAME");
    }
    header(key.substring(HEADER.length()), value);
  }

  /** A header of the request. */
  public void header(String header, String value) {
    if (!HEADER_NAME.matcher(header).matches() || headers.size() >= MOST_HEADERS) {
      throw Rejected.invalid("expected at most " + MOST_HEADERS + " headers with valid names");
    }
    headers.put(header, line(value));
  }

  /** A program and its arguments, in the place of a command line. */
  public void program(List<String> words) {
    command = Optional.of(new Ask.Program(words));
  }

  private static String line(String value) {
    if (value.isBlank()
        || value.length() > MOST_TEXT
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Rejected.invalid("expected one line of text that is not empty");
    }
    return value;
  }

  private static String path(String value) {
    if (!PATH.matcher(value).matches() || value.length() > MOST_TEXT) {
      throw Rejected.invalid("expected a path that begins with / and holds no spaces");
    }
    return value;
  }

  private static int number(String value, int least, int most) {
    int number = value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : -1;
    if (number < least || number > most) {
      throw Rejected.invalid("expected a whole number from " + least + " to " + most);
    }
    return number;
  }

  private static Duration seconds(String value) {
    return Duration.ofSeconds(number(value, 0, MOST_SECONDS));
  }

  private static boolean flag(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw Rejected.invalid("expected true or false");
    }
    return value.equals("true");
  }

  private static boolean followed(String value) {
    if (!value.equals("follow") && !value.equals("show")) {
      throw Rejected.invalid("expected follow or show");
    }
    return value.equals("follow");
  }

  /** The check; refuses what does not go together. */
  public Healthcheck check(Healthcheck.Source source) {
    if (stage == Stage.LIVENESS && uptime.isPresent()) {
      throw Rejected.invalid("An uptime is waited for once: its type is startup, not liveness.");
    }
    return new Healthcheck(source, stage, name, ask(), attempts, timeout, interval, delay);
  }

  private Ask ask() {
    boolean http =
        path.isPresent() || statuses.isPresent() || !content.isEmpty() || !headers.isEmpty();
    List<String> kinds = new ArrayList<>();
    add(kinds, http, "an HTTP path");
    add(kinds, command.isPresent(), "a command");
    add(kinds, uptime.isPresent(), "an uptime");
    add(kinds, listening, "listening");
    if (kinds.size() > 1) {
      throw Rejected.invalid(
          "A check asks one thing, not " + String.join(" and ", kinds) + ": make several checks.");
    }
    if (http) {
      return new Ask.Http(
          path.orElse("/"), port, statuses.orElse(Statuses.USUAL), content, headers, follow);
    }
    if (uptime.isPresent()) {
      return new Ask.Uptime(uptime.get());
    }
    return command.orElse(new Ask.Port(port));
  }

  private static void add(List<String> kinds, boolean present, String kind) {
    if (present) {
      kinds.add(kind);
    }
  }

  /** A check in the words that make the same one. */
  public static Map<String, String> of(Healthcheck check) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("type", check.stage().word());
    if (!check.name().isEmpty()) {
      words.put("name", check.name());
    }
    switch (check.ask()) {
      case Ask.Port(var port) -> {
        words.put("listening", "true");
        port.ifPresent(number -> words.put("port", number.toString()));
      }
      case Ask.Http http -> words(http, words);
      case Ask.Line(var line) -> words.put("command", line);
      case Ask.Program(var program) -> words.put("command", String.join(" ", program));
      case Ask.Uptime(var atLeast) -> words.put("uptime", seconds(atLeast));
    }
    words.put("attempts", Integer.toString(check.attempts()));
    words.put("timeout", seconds(check.timeout()));
    words.put("interval", seconds(check.interval()));
    words.put("delay", seconds(check.delay()));
    return words;
  }

  private static void words(Ask.Http http, Map<String, String> words) {
    words.put("path", http.path());
    http.port().ifPresent(number -> words.put("port", number.toString()));
    words.put("status", http.statuses().toString());
    if (!http.content().isEmpty()) {
      words.put("content", http.content());
    }
    http.headers().forEach((header, value) -> words.put(HEADER + header, value));
    words.put("redirects", http.follow() ? "follow" : "show");
  }

  private static String seconds(Duration time) {
    return Long.toString(time.toSeconds());
  }
}
