package paas.runner;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks environment variables; the messages name keys, never values. */
final class Environment {
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Environment() {}

  static Map<String, String> checked(Map<String, String> env) {
    env.forEach(Environment::check);
    return Map.copyOf(env);
  }

  private static void check(String key, String value) {
    Grammar.require(KEY, key, "a config key");
    Grammar.noNul(value, "The value of " + key);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException("The value of " + key + " is not valid Unicode");
    }
  }
}
