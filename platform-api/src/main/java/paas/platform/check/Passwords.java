package paas.platform.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords in config files, and in URLs anywhere. */
final class Passwords {
  private static final int EACH = 5;
  private static final Set<String> CONFIG =
      Set.of("yml", "yaml", "json", "properties", "ini", "toml", "cfg", "conf", "xml");
  private static final Set<String> PROSE = Set.of("md", "txt", "rst", "adoc", "html", "lock");

  /** Files that describe other things, or a developer's own machine. */
  private static final Pattern NO_CONFIG =
      Pattern.compile(
          "(.*/)?(docker-)?compose[^/]*\\.ya?ml|(.*/)?(package|package-lock|composer|app|tsconfig)"
              + "\\.json|\\.(github|gitlab|circleci)[-/].*|(.*/)?(openapi|swagger)[^/]*");

  private static final Pattern KEYED =
      Pattern.compile(
          "(?im)^[ \\t]*[\"']?([\\w.-]{0,60}(?:password|passwd|secret_?key|api_?key|access_?token"
              + "|client_?secret))[\"']?[ \\t]*[:=][ \\t]*[\"']?([^\"'\\s#,;]{6,200})");

  private static final Pattern URL =
      Pattern.compile(
          "\\b[a-z][a-z0-9+]{1,19}://[^\\s:/@\"'<>$]{1,64}:([^\\s:/@\"'<>${}]{3,128})@"
              + "([A-Za-z0-9.-]{1,200})");

  private static final Set<String> NEAR =
      Set.of(
          "localhost",
          "127.0.0.1",
          "0.0.0.0",
          "db",
          "postgres",
          "mysql",
          "redis",
          "host",
          "hostname",
          "database",
          "mongo",
          "rabbitmq");

  /** Words that stand where a password would. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i)[$%{<@(\\[*].*|.*(\\$\\{|\\{\\{|env\\(|env\\[|example|change|your|dummy|placeholder"
              + "|xxx|todo|redacted|password|passwd|secret|test).*|pass|pwd|null|none|true|false"
              + "|root|admin|user|postgres");

  private Passwords() {}

  static List<Fact> look(String path, String text) {
    List<Fact> facts = new ArrayList<>();
    String extension = extension(path);
    if (CONFIG.contains(extension) && !NO_CONFIG.matcher(path).matches()) {
      find(KEYED, text, found -> real(found.group(2)) && found.group(2).matches(".*[^a-z-].*"))
          .forEach(found -> facts.add(fact(path, text, found.start(1), found.group(1))));
    }
    if (!PROSE.contains(extension) && text.contains("://") && !NO_CONFIG.matcher(path).matches()) {
      find(URL, text, found -> real(found.group(1)) && far(found.group(2)))
          .forEach(found -> facts.add(fact(path, text, found.start(), "a URL")));
    }
    return facts;
  }

  private static Fact fact(String path, String text, int position, String key) {
    return new Fact(Fact.Kind.PASSWORD, path, SourceScan.line(text, position), key);
  }

  private interface Judge {
    boolean accepts(MatchResult found);
  }

  private static List<MatchResult> find(Pattern pattern, String text, Judge judge) {
    Matcher matcher = pattern.matcher(text);
    return matcher.results().filter(judge::accepts).limit(EACH).toList();
  }

  private static boolean real(String value) {
    return !PLACEHOLDER.matcher(value).matches();
  }

  private static boolean far(String host) {
    return !NEAR.contains(host.toLowerCase(Locale.ROOT)) && !host.contains("example.");
  }

  private static String extension(String path) {
    String name = SourceScan.name(path);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
