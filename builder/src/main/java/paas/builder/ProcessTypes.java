package paas.builder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process types of a build, type to command: a Procfile's before those that the buildpack would
 * have it run.
 */
record ProcessTypes(String language, Map<String, String> defaults, Map<String, String> declared) {
  /** The defaults first, then the Procfile's in its order. */
  Map<String, String> all() {
    Map<String, String> all = left();
    all.putAll(declared);
    return all;
  }

  private Map<String, String> left() {
    Map<String, String> left = new LinkedHashMap<>(defaults);
    left.keySet().removeAll(declared.keySet());
    return left;
  }

  /**
   * What the pusher is told, in Heroku's words; commands may be long, and are in {@code paas ps}.
   */
  List<String> account() {
    List<String> lines = new ArrayList<>();
    lines.add("-----> Discovering process types");
    add(lines, "Procfile declares types", declared);
    add(lines, "Default types for " + language, left());
    if (all().isEmpty()) {
      lines.add(" !     None found: add a Procfile with a line such as  web: COMMAND");
    }
    return lines;
  }

  private static void add(List<String> lines, String what, Map<String, String> types) {
    if (!types.isEmpty()) {
      lines.add("       " + what + " -> " + String.join(", ", types.keySet()));
    }
  }
}
