package paas.builder.cnb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import paas.builder.dockerfile.Dockerignore;
import paas.builder.fault.BuildFault;

/**
 * A list of patterns as git ignores them: one without a slash before its end matches at any depth,
 * others from the root.
 */
public final class GitPatterns {
  private final Dockerignore rules;

  private GitPatterns(Dockerignore rules) {
    this.rules = rules;
  }

  public static GitPatterns of(List<String> patterns) throws BuildFault {
    String text = patterns.stream().map(GitPatterns::rooted).collect(Collectors.joining("\n"));
    return new GitPatterns(Dockerignore.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether a path, or a folder that it lies in, matches. */
  public boolean match(String path) {
    return rules.excludes(path);
  }

  private static String rooted(String pattern) {
    boolean takesBack = pattern.startsWith("!");
    String body = takesBack ? pattern.substring(1) : pattern;
    int slash = body.indexOf('/');
    boolean anywhere = slash < 0 || slash == body.length() - 1;
    return (takesBack ? "!" : "") + (anywhere ? "**/" : "") + body.replaceFirst("^#", "\\\\#");
  }
}
