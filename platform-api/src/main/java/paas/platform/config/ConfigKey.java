package paas.platform.config;

import java.util.regex.Pattern;
import paas.platform.fault.Rejected;

/** A config var's name: {@code [A-Za-z_][A-Za-z0-9_]*}, 256 characters at most. */
public record ConfigKey(String value) implements Comparable<ConfigKey> {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,255}");

  public ConfigKey {
    if (!GRAMMAR.matcher(value).matches()) {
      String cut = value.length() > 40 ? value.substring(0, 40) + "…" : value;
      throw Rejected.invalid(
          "Config var name '"
              + cut.replaceAll("\\p{Cntrl}", "?")
              + "' is not valid: use letters, digits and underscores, not beginning with a digit.");
    }
  }

  @Override
  public int compareTo(ConfigKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
