package paas.runner;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Checks environment variables; the messages name keys, never values. */
final class Environment {
  private Environment() {}

  static Map<String, String> checked(Map<String, String> env) {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    env.forEach((key, value) -> check(key, value, encoder));
    return Map.copyOf(env);
  }

  private static void check(String key, String value, CharsetEncoder encoder) {
    Grammar.key(key);
    Grammar.noNul(value, "The value of " + key);
    if (!encoder.canEncode(value)) {
      throw new IllegalArgumentException("The value of " + key + " is not valid Unicode");
    }
  }
}
