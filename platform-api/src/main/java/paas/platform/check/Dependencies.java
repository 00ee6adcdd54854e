package paas.platform.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the dependency manifests at the root of a source say. */
final class Dependencies {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> SQLITE_PACKAGES = Set.of("sqlite3", "better-sqlite3", "sqlite");
  private static final Pattern REQUIREMENT =
      Pattern.compile("^([A-Za-z0-9][A-Za-z0-9._-]{0,99})(\\[[^]]{0,99}])?\\s*(.{0,200})$");
  private static final Pattern GEM_SQLITE = Pattern.compile("\\s*gem\\s*\\(?['\"](sqlite3)['\"].*");
  private static final Pattern GEM_GROUP = Pattern.compile("\\s*group\\b.*\\bdo\\b.*");
  private static final Pattern GO_SQLITE =
      Pattern.compile("(?m)^.{0,20}(github\\.com/mattn/go-sqlite3|modernc\\.org/sqlite)\\b");

  private Dependencies() {}

  static List<Fact> look(String path, String text) {
    return switch (path) {
      case "package.json" -> node(path, text);
      case "composer.json" -> json(text).path("require").size() > 1 ? names(path) : List.of();
      case "requirements.txt" -> requirements(path, text);
      case "Gemfile" -> gems(path, text);
      case "go.mod" -> go(path, text);
      case "pyproject.toml" -> text.contains("dependencies") ? names(path) : List.of();
      default -> List.of();
    };
  }

  private static List<Fact> names(String path) {
    return List.of(new Fact(Fact.Kind.DEPENDENCIES, path, 0, ""));
  }

  private static List<Fact> node(String path, String text) {
    JsonNode json = json(text);
    List<Fact> facts = new ArrayList<>();
    if (!json.path("dependencies").isEmpty() || !json.path("devDependencies").isEmpty()) {
      facts.addAll(names(path));
    }
    SQLITE_PACKAGES.stream()
        .filter(name -> json.path("dependencies").has(name))
        .forEach(name -> facts.add(new Fact(Fact.Kind.SQLITE, path, 0, name)));
    return facts;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /** Only {@code ==} and direct references name one version. */
  private static List<Fact> requirements(String path, String text) {
    List<Fact> facts = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      String line = lines[index].replaceFirst("(^|\\s)#.*", "").strip();
      Matcher matcher = REQUIREMENT.matcher(line);
      if (matcher.matches() && !exact(matcher.group(3))) {
        facts.add(new Fact(Fact.Kind.UNPINNED, path, index + 1, matcher.group(1)));
      }
    }
    return facts;
  }

  private static boolean exact(String rest) {
    return rest.contains("==") || rest.startsWith("@") || rest.contains("://");
  }

  private static List<Fact> gems(String path, String text) {
    List<Fact> facts = new ArrayList<>();
    boolean inGroup = false;
    String[] lines = text.split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      String line = lines[index];
      inGroup |= GEM_GROUP.matcher(line).matches();
      inGroup &= !line.strip().equals("end");
      boolean inProduction = !inGroup && !line.contains("group");
      if (inProduction && GEM_SQLITE.matcher(line).matches()) {
        facts.add(new Fact(Fact.Kind.SQLITE, path, index + 1, "sqlite3"));
      }
    }
    return facts;
  }

  private static List<Fact> go(String path, String text) {
    Matcher matcher = GO_SQLITE.matcher(text);
    Stream<Fact> sqlite =
        matcher
            .results()
            .map(found ->
                new Fact(
                    Fact.Kind.SQLITE, path, SourceScan.line(text, found.start()), found.group(1)));
    return Stream.concat(text.contains("require") ? names(path).stream() : Stream.empty(), sqlite)
        .toList();
  }
}
