package paas.platform.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of each instance, by its id: given to others as a copy, of which there is a new one
 * only after a change. Used by one thread; the copies by any.
 */
final class Sightings<V> {
  private final Map<String, V> known = new HashMap<>();
  private Map<String, V> copy = Map.of();
  private boolean changed;

  Optional<V> find(String id) {
    return Optional.ofNullable(known.get(id));
  }

  void put(String id, V value) {
    changed |= !value.equals(known.put(id, value));
  }

  void putIfAbsent(String id, V value) {
    changed |= known.putIfAbsent(id, value) == null;
  }

  void keepOnly(Set<String> present) {
    changed |= known.keySet().retainAll(present);
  }

  Map<String, V> copy() {
    if (changed) {
      copy = Map.copyOf(known);
      changed = false;
    }
    return copy;
  }
}
