package paas.builder.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import paas.builder.fault.BuildFault;

/**
 * The patterns of a {@code .dockerignore}: later ones win, {@code !} takes back, a matched folder
 * takes all below it with it. BuildKit applies them to contexts that a client sends file by file,
 * not to a tar, so we do.
 */
public final class Dockerignore {
  /** Bytes of all patterns: matching takes pattern times path, for every path of the tree. */
  private static final int BOUND = 32 * 1024;

  private record Rule(String glob, boolean takesBack) {}

  private final List<Rule> rules;

  private Dockerignore(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  public static Dockerignore parse(byte[] bytes) throws BuildFault {
    if (bytes.length > BOUND) {
      throw new BuildFault(
          ".dockerignore", ".dockerignore is larger than 32 KB.", "Use fewer patterns.");
    }
    List<Rule> rules = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      boolean takesBack = line.startsWith("!");
      rules.add(new Rule(clean(takesBack ? line.substring(1).strip() : line), takesBack));
    }
    return new Dockerignore(rules);
  }

  /** Whether a path of the tree is left out. */
  public boolean excludes(String path) {
    boolean excluded = false;
    for (Rule rule : rules) {
      if (rule.takesBack() == excluded && covers(rule.glob(), path)) {
        excluded = !rule.takesBack();
      }
    }
    return excluded;
  }

  private static boolean covers(String glob, String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (Glob.matches(glob, path.substring(0, slash))) {
        return true;
      }
    }
    return Glob.matches(glob, path);
  }

  /** As Docker makes a path plain: without {@code .}, {@code ..} and slashes of no use. */
  private static String clean(String pattern) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : pattern.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
