package paas.platform.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Files of environment variables that were committed with their values. */
final class EnvFiles {
  private static final int SHOWN = 5;
  private static final Set<String> NAMES =
      Set.of(".env", ".env.production", ".env.prod", ".env.local", ".env.production.local");
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?m)^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]{0,99})[ \\t]*=[ \\t]*[\"']?[^\\s\"'#$]");

  private EnvFiles() {}

  static List<Fact> look(String path, String text) {
    if (!NAMES.contains(SourceScan.name(path))) {
      return List.of();
    }
    List<String> names =
        ASSIGNMENT.matcher(text).results().map(found -> found.group(1)).distinct().toList();
    String more = names.size() > SHOWN ? ", …" : "";
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))) + more;
    return names.isEmpty() ? List.of() : List.of(new Fact(Fact.Kind.ENVIRONMENT, path, 0, shown));
  }
}
