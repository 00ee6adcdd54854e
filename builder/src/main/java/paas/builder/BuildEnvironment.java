package paas.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the platform's owner puts into every build: variables (mirrors, proxies), and a {@code
 * .curlrc}, empty for none. They reach the build container, never an image.
 */
public record BuildEnvironment(Map<String, String> variables, String curlrc) {
  /** Nothing. */
  public static final BuildEnvironment NONE = new BuildEnvironment(Map.of(), "");

  private static final String PREFIX = "PAAS_BUILD_ENV_";
  private static final String CURLRC = "PAAS_BUILD_CURLRC";
  private static final int CURLRC_BYTES = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Copies the variables, and refuses names that no environment has. */
  public BuildEnvironment {
    variables = Map.copyOf(variables);
    for (String name : variables.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            PREFIX + name + ": the part after " + PREFIX + " is the name of a variable");
      }
    }
  }

  /**
   * From the platform's own settings: {@code PAAS_BUILD_ENV_X} is {@code X} in every build, and
   * {@code PAAS_BUILD_CURLRC} the path of a file for curl. What cannot be read is refused with an
   * {@link IllegalArgumentException} that says so.
   */
  public static BuildEnvironment from(Map<String, String> settings) {
    Map<String, String> variables = new TreeMap<>();
    settings.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) {
        variables.put(name.substring(PREFIX.length()), value);
      }
    });
    return new BuildEnvironment(variables, curlrc(settings.getOrDefault(CURLRC, "")));
  }

  private static String curlrc(String path) {
    if (path.isBlank()) {
      return "";
    }
    try {
      if (Files.size(Path.of(path)) > CURLRC_BYTES) {
        throw new IllegalArgumentException(CURLRC + ": " + path + " is over 64 KB");
      }
      return Files.readString(Path.of(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(CURLRC + " names a file that cannot be read: " + path, e);
    }
  }

  /** Names the variables, not their values: mirrors may want a password. */
  @Override
  public String toString() {
    return "BuildEnvironment[" + variables.keySet() + "]";
  }
}
