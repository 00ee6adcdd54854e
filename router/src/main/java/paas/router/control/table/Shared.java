package paas.router.control.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What many routes have in common, each once. Told apart by identity: the routes of an app share
 * theirs, and comparing pages and endpoints would take long.
 */
final class Shared<T> {
  private final Map<T, Integer> places = new IdentityHashMap<>();
  private final List<T> all = new ArrayList<>();

  /** Most routes have the same as the one before. */
  private @Nullable T last;

  private int lastPlace = -1;

  void add(T value) {
    if (value != last && places.putIfAbsent(value, all.size()) == null) {
      all.add(value);
    }
    last = value;
    lastPlace = -1;
  }

  /** The place of one that was added. */
  int place(T value) {
    if (value != last || lastPlace < 0) {
      last = value;
      lastPlace = places.getOrDefault(value, -1);
    }
    return lastPlace;
  }

  List<T> all() {
    return Collections.unmodifiableList(all);
  }
}
