package paas.platform.config;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.fault.Rejected;

/**
 * An app's config: names and exact values (valid UTF-8 without NUL), 64 KB in all. Never prints a
 * value.
 */
public record ConfigVars(SortedMap<ConfigKey, String> values) {
  /** Names and values together, in UTF-8 bytes; Heroku's limit. */
  public static final int MAX_BYTES = 64 * 1024;

  public static final ConfigVars EMPTY = new ConfigVars(new TreeMap<>());

  public ConfigVars {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    long bytes = 0;
    for (Map.Entry<ConfigKey, String> var : values.entrySet()) {
      bytes += var.getKey().value().length() + checkedLength(var.getKey(), var.getValue());
    }
    if (bytes > MAX_BYTES) {
      throw Rejected.invalid(
          "Config vars would be "
              + bytes
              + " bytes in all; the limit is "
              + MAX_BYTES
              + ": unset some, or keep large values in a file or a store.");
    }
  }

  private static int checkedLength(ConfigKey key, String value) {
    if (value.indexOf('\0') >= 0) {
      throw Rejected.invalid(
          "The value of " + key + " holds a NUL byte, which no environment can.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw Rejected.invalid(
          "The value of " + key + " is not valid UTF-8: encode it, as base64 say.");
    }
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Absent values unset their key; unsetting what is not there changes nothing. */
  public ConfigVars with(Map<ConfigKey, Optional<String>> changes) {
    SortedMap<ConfigKey, String> changed = new TreeMap<>(values);
    changes.forEach(
        (key, value) -> value.ifPresentOrElse(v -> changed.put(key, v), () -> changed.remove(key)));
    return new ConfigVars(changed);
  }

  /** Sets those that are not set. */
  public ConfigVars withDefaults(Map<ConfigKey, String> defaults) {
    SortedMap<ConfigKey, String> more = new TreeMap<>(defaults);
    more.putAll(values);
    return more.equals(values) ? this : new ConfigVars(more);
  }

  /** Plain names to values, for an instance's environment. */
  public SortedMap<String, String> plain() {
    SortedMap<String, String> plain = new TreeMap<>();
    values.forEach((key, value) -> plain.put(key.value(), value));
    return plain;
  }

  @Override
  public String toString() {
    return "ConfigVars" + values.keySet();
  }
}
