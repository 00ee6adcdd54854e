package paas.platform.api.apps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import paas.platform.config.ConfigKey;
import paas.platform.config.ConfigVars;

/** What a config change does, in words, by key and never by value. */
record ConfigSummary(List<ConfigKey> set, List<ConfigKey> removed) {
  private static final int SHOWN = 8;

  /** Only what makes a difference counts. */
  static ConfigSummary of(ConfigVars before, Map<ConfigKey, Optional<String>> changes) {
    SortedMap<ConfigKey, Optional<String>> effective = new TreeMap<>(changes);
    effective
        .entrySet()
        .removeIf(change ->
            Optional.ofNullable(before.values().get(change.getKey())).equals(change.getValue()));
    return new ConfigSummary(keys(effective, true), keys(effective, false));
  }

  private static List<ConfigKey> keys(
      SortedMap<ConfigKey, Optional<String>> changes, boolean present) {
    return changes.entrySet().stream()
        .filter(change -> change.getValue().isPresent() == present)
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isEmpty() {
    return set.isEmpty() && removed.isEmpty();
  }

  /** {@code Set A, B and remove C config vars}. */
  String text() {
    String unset = removed.isEmpty() ? "" : "remove " + listed(removed);
    String text =
        set.isEmpty()
            ? "Remove " + listed(removed)
            : "Set " + listed(set) + (unset.isEmpty() ? "" : " and " + unset);
    return text + " config vars";
  }

  private static String listed(List<ConfigKey> keys) {
    String shown = String.join(", ", keys.stream().limit(SHOWN).map(ConfigKey::value).toList());
    return keys.size() > SHOWN ? shown + " and " + (keys.size() - SHOWN) + " more" : shown;
  }
}
